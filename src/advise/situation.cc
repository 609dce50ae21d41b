#include "advise/situation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "advise/hiding_variables.h"
#include "advise/profile_chain.h"
#include "advise/task_choice.h"
#include "manifest/toml_file.h"

namespace makespan {
namespace {

std::string unquoted(std::string_view toml) {
  if (toml.size() >= 2 && (toml.front() == '"' || toml.front() == '\''))
    return std::string(toml.substr(1, toml.size() - 2));
  return std::string(toml);
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

// What a library for other languages is written to: a cdylib's and a staticlib's file.
bool is_foreign_library(std::string_view path) {
  for (std::string_view ending : {".so", ".a", ".dylib", ".dll", ".lib", ".wasm"}) {
    if (path.ends_with(ending)) return true;
  }
  return false;
}

// A crate that is a `lib` and a `cdylib` is one unit: what it links or writes tells.
bool links_product(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  if (!task.local || task.mode != TaskMode::build) return false;
  if (task.kind == TaskKind::binary) return true;
  if (task.kind != TaskKind::library) return false;
  if (has_section(trace, id, SectionKind::link)) return true;
  return task.process.valid() && std::any_of(trace.output_files.begin(), trace.output_files.end(),
                                             [&](const OutputFile& file) {
                                               return file.process == task.process &&
                                                      is_foreign_library(trace.text(file.path));
                                             });
}

// What the recorded cargo had of the variables that hide settings.
std::vector<std::string> recorded_variables(const Trace& trace) {
  std::vector<std::string> variables;
  const Invocation* invocation = main_invocation(trace);
  if (invocation == nullptr || !invocation->process.valid()) return variables;
  const Image* cargo = last_image(trace, invocation->process);
  if (cargo == nullptr) return variables;
  for (uint32_t i = cargo->environment.first; i < cargo->environment.end(); ++i) {
    const EnvironmentEntry& entry = trace.environment[i];
    std::string_view name = trace.text(entry.name);
    if (!hides_settings(name)) continue;
    std::string_view value = entry.value.valid() ? trace.text(entry.value) : "***";
    variables.push_back(fmt::format("{}={}", name, value));
  }
  return variables;
}

// Those of a profile, by invocation: `profile` itself and what inherits from it.
DenseMap<InvocationId, bool> find_built_in(const Situation& situation, const std::string& profile) {
  const std::vector<Invocation>& invocations = situation.trace.invocations;
  DenseMap<InvocationId, bool> built_in(invocations.size());
  for (uint32_t i = 0; i < invocations.size(); ++i) {
    const Invocation& invocation = invocations[i];
    if (invocation.tool != BuildTool::cargo) continue;
    std::vector<std::string> chain = profile_chain(situation.workspace, invocation.profile);
    built_in[InvocationId(i)] = invocation.profile == profile ||
                                std::find(chain.begin(), chain.end(), profile) != chain.end();
  }
  return built_in;
}

bool is_of_target(const ProfileUse& use, const Task& task) {
  return use.reaches(task) && is_compile(task) && is_target_side(task);
}

void read_lto(const Situation& situation, ProfileUse& use) {
  const Trace& trace = situation.trace;
  bool bitcode_only = false;
  bool off = false;
  for (const Task& task : trace.tasks) {
    if (!is_of_target(use, task)) continue;
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
  std::optional<ProfileValue> declared = profile_value(situation, use.name, "lto");
  use.lto_known = declared.has_value();
  use.lto = declared && unquoted(declared->value) == "thin" ? "thin" : "fat";
}

void read_codegen_units(const Trace& trace, ProfileUse& use) {
  auto target_side = [&](const Task& task) { return is_of_target(use, task); };
  for (const Task& task : trace.tasks) {
    use.incremental |=
        use.reaches(task) && task.local && flag_of(trace, task, "incremental").has_value();
  }
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
  std::vector<std::string> chain = profile_chain(situation.workspace, use.name);
  if (!chain.empty()) use.root = chain.back();
  use.built_in = find_built_in(situation, use.name);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    use.generates_code |= is_of_target(use, task) && task.mode == TaskMode::build;
    use.links_products |= use.reaches(task) && links_product(trace, TaskId(i));
  }
  auto local = [&](const Task& task) { return is_of_target(use, task) && task.local; };
  auto foreign = [&](const Task& task) { return is_of_target(use, task) && !task.local; };
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

std::optional<ProfileValue> profile_value(const Situation& situation, std::string_view profile,
                                          std::string_view key) {
  const Workspace& workspace = situation.workspace;
  for (const std::string& name : profile_chain(workspace, profile)) {
    std::string variable = profile_variable(name, key);
    if (std::optional<std::string_view> value = situation.variable(variable))
      return ProfileValue{.value = std::string(*value), .variable = variable, .profile = name};
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

std::optional<std::string_view> Situation::variable(std::string_view name) const {
  if (name.empty()) return std::nullopt;
  for (std::string_view variable : machine.environment) {
    size_t equals = variable.find('=');
    if (variable.substr(0, equals) == name) return variable.substr(equals + 1);
  }
  return std::nullopt;
}

bool Situation::ships() const {
  return profile.root == "release" && !is_ci_profile(profile.name) && profile.links_products;
}

Situation describe_situation(const Trace& trace, const Workspace& workspace, MachineFacts machine,
                             std::vector<std::string> asked) {
  Situation situation{.trace = trace,
                      .workspace = workspace,
                      .machine = std::move(machine),
                      .asked = std::move(asked)};
  std::vector<std::string> recorded = recorded_variables(trace);
  std::vector<std::string>& environment = situation.machine.environment;
  environment.insert(environment.begin(), recorded.begin(), recorded.end());
  situation.profile = profile_of(situation);
  return situation;
}

}  // namespace makespan
