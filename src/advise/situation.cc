#include "advise/situation.h"

#include <algorithm>
#include <charconv>

#include "manifest/toml_file.h"

namespace makespan {
namespace {

std::string unquoted(std::string_view toml) {
  if (toml.size() >= 2 && (toml.front() == '"' || toml.front() == '\''))
    return std::string(toml.substr(1, toml.size() - 2));
  return std::string(toml);
}

// The settings of a profile apply by table; one that is only inherited from comes behind.
std::vector<std::string> inheritance(const Workspace& workspace, std::string_view profile) {
  std::vector<std::string> chain;
  std::string at(profile);
  while (!at.empty() && std::find(chain.begin(), chain.end(), at) == chain.end()) {
    chain.push_back(at);
    std::string next;
    auto look = [&](std::string_view text, const std::string& path) {
      auto inherits = find_toml_string({.text = text, .path = path}, {"profile", at, "inherits"});
      if (inherits && *inherits && next.empty()) next = **inherits;
    };
    for (const ConfigFile& file : workspace.config_files)
      look(file.text, file.path);
    look(workspace.root_manifest, workspace.root_manifest_path);
    if (next.empty() && at == "test") next = "dev";
    if (next.empty() && at == "bench") next = "release";
    at = next;
  }
  return chain;
}

TomlPath key_path(const std::string& profile, std::string_view key) {
  TomlPath path = {"profile", profile};
  for (size_t at = 0; at <= key.size();) {
    size_t end = std::min(key.find('.', at), key.size());
    path.emplace_back(key.substr(at, end - at));
    at = end + 1;
  }
  return path;
}

// The invocation that most of the work was for.
const Invocation* main_invocation(const Trace& trace) {
  std::vector<Duration> work(trace.invocations.size());
  for (const Task& task : trace.tasks) {
    if (task.invocation.valid()) work[task.invocation.index()] += task.cpu.value_or(task.wall);
  }
  const Invocation* best = nullptr;
  Duration most = Duration::nanoseconds(-1);
  for (size_t i = 0; i < work.size(); ++i) {
    if (trace.invocations[i].tool != BuildTool::cargo || work[i] <= most) continue;
    most = work[i];
    best = &trace.invocations[i];
  }
  return best;
}

// The value of a flag that most of the chosen tasks have, by their work.
template <class Chosen>
std::optional<std::string> usual_flag(const Trace& trace, std::string_view name, Chosen chosen) {
  std::vector<std::pair<std::string, Duration>> votes;
  for (const Task& task : trace.tasks) {
    if (!chosen(task)) continue;
    std::string value(flag_of(trace, task, name).value_or("-"));
    auto found = std::find_if(votes.begin(), votes.end(),
                              [&](const auto& vote) { return vote.first == value; });
    if (found == votes.end()) found = votes.insert(votes.end(), {value, Duration()});
    found->second += task.cpu.value_or(task.wall) + Duration::nanoseconds(1);
  }
  auto best = std::max_element(votes.begin(), votes.end(),
                               [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best == votes.end() || best->first == "-") return std::nullopt;
  return best->first;
}

bool links_product(const Task& task) {
  return task.local && task.mode == TaskMode::build && task.kind == TaskKind::binary;
}

void read_lto(const Situation& situation, ProfileUse& use) {
  const Trace& trace = situation.trace;
  bool bitcode_only = false;
  bool off = false;
  for (const Task& task : trace.tasks) {
    if (!is_compile(task) || !is_target_side(task)) continue;
    std::optional<std::string_view> lto = flag_of(trace, task, "lto");
    if (lto == "off") off = true;
    if (lto && lto != "off") {
      use.lto = std::string(*lto);
      return;
    }
    bitcode_only |= flag_of(trace, task, "linker-plugin-lto").has_value();
  }
  if (off) use.lto = "off";
  if (!bitcode_only) return;
  std::optional<ProfileValue> declared = profile_value(situation.workspace, use.name, "lto");
  use.lto_known = declared.has_value();
  use.lto = declared && unquoted(declared->value) == "thin" ? "thin" : "fat";
}

void read_codegen_units(const Trace& trace, ProfileUse& use) {
  auto target_side = [](const Task& task) { return is_compile(task) && is_target_side(task); };
  for (const Task& task : trace.tasks)
    use.incremental |= task.local && flag_of(trace, task, "incremental").has_value();
  std::optional<std::string> units = usual_flag(trace, "codegen-units", target_side);
  use.codegen_units = use.incremental ? 256 : 16;
  if (units) std::from_chars(units->data(), units->data() + units->size(), use.codegen_units);
}

ProfileUse profile_of(const Situation& situation) {
  const Trace& trace = situation.trace;
  ProfileUse use;
  const Invocation* invocation = main_invocation(trace);
  if (invocation == nullptr) return use;
  use.name = invocation->profile;
  use.root = root_profile(situation.workspace, use.name);
  for (const Task& task : trace.tasks) {
    use.generates_code |= is_compile(task) && is_target_side(task) && task.mode == TaskMode::build;
    use.links_products |= links_product(task);
  }
  auto local = [](const Task& task) {
    return is_compile(task) && is_target_side(task) && task.local;
  };
  auto foreign = [](const Task& task) {
    return is_compile(task) && is_target_side(task) && !task.local;
  };
  use.opt_level = usual_flag(trace, "opt-level", local).value_or("0");
  use.debuginfo = usual_flag(trace, "debuginfo", local).value_or("0");
  use.dependencies_debuginfo = usual_flag(trace, "debuginfo", foreign).value_or(use.debuginfo);
  read_codegen_units(trace, use);
  read_lto(situation, use);
  return use;
}

}  // namespace

std::optional<std::string_view> flag_of(const Trace& trace, const Task& task,
                                        std::string_view name) {
  for (uint32_t i = task.flags.first; i < task.flags.end(); ++i) {
    std::string_view flag = trace.text(trace.lists[i]);
    if (!flag.starts_with(name)) continue;
    if (flag.size() == name.size()) return std::string_view();
    if (flag[name.size()] == '=') return flag.substr(name.size() + 1);
  }
  return std::nullopt;
}

bool is_compile(const Task& task) {
  switch (task.kind) {
    case TaskKind::library:
    case TaskKind::binary:
    case TaskKind::test:
    case TaskKind::example:
    case TaskKind::bench:
    case TaskKind::proc_macro:
    case TaskKind::build_script:
      return task.mode != TaskMode::doc && task.mode != TaskMode::execute;
    case TaskKind::build_script_run:
    case TaskKind::doc:
    case TaskKind::test_run:
    case TaskKind::doctest:
    case TaskKind::run:
    case TaskKind::process:
      return false;
  }
  return false;
}

bool is_target_side(const Task& task) {
  return task.kind != TaskKind::proc_macro && task.kind != TaskKind::build_script &&
         task.side != TaskSide::host;
}

std::optional<ProfileValue> profile_value(const Workspace& workspace, std::string_view profile,
                                          std::string_view key) {
  for (const std::string& name : inheritance(workspace, profile)) {
    auto look = [&](std::string_view text, const std::string& path) -> std::optional<ProfileValue> {
      auto value = find_toml_value({.text = text, .path = path}, key_path(name, key));
      if (!value || !*value) return std::nullopt;
      return ProfileValue{
          .value = (*value)->text, .path = path, .profile = name, .line = (*value)->line};
    };
    for (const ConfigFile& file : workspace.config_files) {
      if (std::optional<ProfileValue> found = look(file.text, file.path)) return found;
    }
    if (std::optional<ProfileValue> found =
            look(workspace.root_manifest, workspace.root_manifest_path))
      return found;
  }
  return std::nullopt;
}

std::string root_profile(const Workspace& workspace, std::string_view profile) {
  std::vector<std::string> chain = inheritance(workspace, profile);
  return chain.empty() ? std::string() : chain.back();
}

bool Situation::ships() const {
  return profile.root == "release" && profile.name != "ci" && profile.links_products;
}

Situation describe_situation(const Trace& trace, const Workspace& workspace, MachineFacts machine,
                             std::vector<std::string> asked) {
  Situation situation{.trace = trace,
                      .workspace = workspace,
                      .machine = std::move(machine),
                      .asked = std::move(asked)};
  situation.profile = profile_of(situation);
  return situation;
}

}  // namespace makespan
