// Another linker, of those that are installed. Written into the user's own configuration, since it
// is a fact of the machine and not of the project.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"
#include "manifest/cargo_config_edit.h"

namespace makespan {
namespace {

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// Whose program a link's process ran: "lld" of …/ld.lld and …/rust-lld.
std::string_view linker_of(std::string_view program) {
  if (program == "ld.lld" || program == "rust-lld" || program == "lld" || program == "ld64.lld")
    return "lld";
  if (program == "mold" || program == "ld.mold") return "mold";
  if (program == "wild" || program == "ld.wild") return "wild";
  if (program == "ld" || program == "ld.bfd" || program == "ld.gold") return program;
  return {};
}

// What the recorded links ran, by how many did; empty: it was not seen.
std::string linker_now(const Trace& trace) {
  std::vector<std::pair<std::string, size_t>> seen;
  for (const Image& image : trace.images) {
    // rust-lld is started by way of a wrapper of the same folder; both name lld.
    std::string name(linker_of(file_name(trace.text(image.executable))));
    if (name.empty()) continue;
    auto found =
        std::find_if(seen.begin(), seen.end(), [&](const auto& one) { return one.first == name; });
    if (found == seen.end()) found = seen.insert(seen.end(), {name, 0});
    ++found->second;
  }
  auto most = std::max_element(seen.begin(), seen.end(),
                               [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == seen.end() ? std::string() : most->first;
}

// The links of one platform, which target.TRIPLE.rustflags is for. Without `--target` that is the
// host's, and all links are; with it proc-macros and build scripts keep out of the setting,
// whatever the triple.
struct Links {
  std::string triple;  // empty: unknown
  bool cross = false;  // not for this machine
  std::vector<TaskId> tasks;
  size_t others = 0;  // links that stay as they are
};

// Those of the platform that links most.
Links find_links(const Situation& situation) {
  const Trace& trace = situation.trace;
  std::map<std::string_view, std::vector<TaskId>> by_platform;
  size_t all = 0;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (!has_section(trace, TaskId(i), SectionKind::link)) continue;
    by_platform[trace.text(trace.tasks[i].platform)].push_back(TaskId(i));
    ++all;
  }
  auto most =
      std::max_element(by_platform.begin(), by_platform.end(), [&](const auto& a, const auto& b) {
        return section_cpu(trace, a.second, SectionKind::link) <
               section_cpu(trace, b.second, SectionKind::link);
      });
  if (most == by_platform.end()) return {};
  const std::string& host = situation.machine.host;
  bool own = most->first.empty() || most->first == host;
  return {.triple = own ? host : std::string(most->first),
          .cross = !own,
          .tasks = most->second,
          .others = all - most->second.size()};
}

// Why a setting in the user's configuration would have no effect, or an unwanted one; empty: none.
std::string obstacle(const Situation& situation, const Links& links, const std::string& linker) {
  std::string flags = fmt::format("\"-C link-arg=-fuse-ld={}\"", linker);
  for (std::string_view name : {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"}) {
    if (std::optional<std::string_view> value = situation.variable(name)) {
      return fmt::format(
          "{} is set in the environment{} and hides what configuration files say: add {} to it",
          name, value->empty() ? " (to nothing)" : "", flags);
    }
  }
  auto silenced = [&](std::string_view who, std::string_view what, std::string_view where) {
    return fmt::format("{} sets {}, which target.{}.rustflags would silence: add {} {}", who, what,
                       links.triple, flags, where);
  };
  if (!situation.variable("CARGO_BUILD_RUSTFLAGS").value_or("").empty())
    return silenced("the environment", "CARGO_BUILD_RUSTFLAGS", "to it");
  for (const ConfigFile& file : situation.workspace.config_files) {
    auto declared = find_toml_value({.text = file.text, .path = file.path}, {"build", "rustflags"});
    if (declared && *declared) return silenced(file.path, "build.rustflags", "there");
  }
  return {};
}

void add_edit(const Situation& situation, const std::string& triple, const std::string& linker,
              Candidate& candidate) {
  std::string path = situation.machine.user_config;
  if (path.empty() || triple.empty()) return;
  TomlPath key = {"target", triple, "rustflags"};
  std::vector<std::string> flags = {"-C", "link-arg=-fuse-ld=" + linker};
  candidate.edits.push_back({.path = path, .edit = [path, key, flags](std::string_view text) {
                               return append_config_arguments({.text = text, .path = path}, key,
                                                              flags);
                             }});
}

Candidate candidate_of(const Situation& situation, const std::string& linker, const Links& links) {
  const Trace& trace = situation.trace;
  std::string now = linker_now(trace);
  std::string work = seconds_text(section_cpu(trace, links.tasks, SectionKind::link));
  Candidate candidate;
  candidate.fix = {
      .id = "linker=" + linker,
      .kind = "linker",
      .title = fmt::format("Link with {}", linker),
      .verdict = Verdict::recommended,
      .effort = {.effort = EffortClass::setting, .files = 1, .lines = 2},
      .risk = Risk::behaviour,
      .risk_note =
          "another linker may refuse link scripts or flags that the present one takes; it "
          "is set for all of this user's projects, and the first build after it starts "
          "from nothing",
      .evidence = {fmt::format("{} link, {} of CPU in all{}",
                               count_text(links.tasks.size(), "unit"), work,
                               now.empty() ? "" : ", with " + now)},
      .not_checked = {"whether what it links runs"}};
  if (links.others > 0) {
    candidate.fix.evidence.push_back(
        fmt::format("{} beside them stay as they are: target.{}.rustflags is not for them",
                    count_text(links.others, "link"), links.triple));
  }
  candidate.calls.push_back({.tasks = links.tasks, .change = {.linker = linker}});
  candidate.group = "linker";
  candidate.stake = fmt::format("links take {} of CPU{}", work, now.empty() ? "" : " with " + now);
  if (std::string why = obstacle(situation, links, linker); !why.empty()) {
    candidate.fix.verdict = Verdict::possible;
    candidate.fix.reason = why;
    return candidate;
  }
  if (links.cross) {
    candidate.fix.verdict = Verdict::possible;
    candidate.fix.reason = fmt::format(
        "{} was found for this machine; whether what links for {} takes it was not looked up",
        linker, links.triple);
  }
  add_edit(situation, links.triple, linker, candidate);
  return candidate;
}

Candidate out_of_reach(const MachineFacts::OutOfReach& found) {
  Candidate candidate;
  candidate.fix = {.id = "linker=" + found.linker,
                   .kind = "linker",
                   .title = fmt::format("Link with {}", found.linker),
                   .verdict = Verdict::possible,
                   .effort = {.effort = EffortClass::setting},
                   .risk = Risk::behaviour,
                   .risk_note = "the C compiler that links has to become another one too",
                   .evidence = {fmt::format("{} is installed", found.linker)},
                   .reason = fmt::format("not priced: {}", found.reason)};
  candidate.named_only = true;
  candidate.group = "linker";
  return candidate;
}

}  // namespace

std::vector<Candidate> find_linker_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  Links links = find_links(situation);
  if (links.tasks.empty()) return candidates;
  // What -fuse-ld names here does not link for other systems than Linux.
  if (links.cross && links.triple.find("linux") == std::string::npos) return candidates;
  std::string now = linker_now(situation.trace);
  for (const std::string& linker : situation.machine.linkers) {
    if (linker != now) candidates.push_back(candidate_of(situation, linker, links));
  }
  for (const MachineFacts::OutOfReach& found : situation.machine.linkers_out_of_reach) {
    if (found.linker != now) candidates.push_back(out_of_reach(found));
  }
  return candidates;
}

}  // namespace makespan
