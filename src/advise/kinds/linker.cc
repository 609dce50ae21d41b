// Another linker, of those that are installed. Written into the user's own configuration, since it
// is a fact of the machine and not of the project.

#include <fmt/format.h>

#include <algorithm>

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

// A setting that cargo heeds instead of target.TRIPLE.rustflags; empty: none.
std::string hidden_by(const Situation& situation) {
  for (const std::string& variable : situation.machine.environment) {
    for (std::string_view name : {"CARGO_ENCODED_RUSTFLAGS=", "RUSTFLAGS="}) {
      if (variable.starts_with(name)) return std::string(name.substr(0, name.size() - 1));
    }
  }
  return {};
}

// Where build.rustflags stands, which target.TRIPLE.rustflags would silence; empty: nowhere.
std::string would_silence(const Situation& situation) {
  for (const ConfigFile& file : situation.workspace.config_files) {
    auto flags = find_toml_value({.text = file.text, .path = file.path}, {"build", "rustflags"});
    if (flags && *flags) return file.path;
  }
  return {};
}

void add_edit(const Situation& situation, const std::string& linker, Candidate& candidate) {
  std::string path = situation.machine.user_config;
  TomlPath key = {"target", situation.machine.host, "rustflags"};
  std::vector<std::string> flags = {"-C", "link-arg=-fuse-ld=" + linker};
  candidate.edits.push_back({.path = path, .edit = [path, key, flags](std::string_view text) {
                               return append_config_arguments({.text = text, .path = path}, key,
                                                              flags);
                             }});
}

Candidate candidate_of(const Situation& situation, const std::string& linker,
                       const std::vector<TaskId>& links) {
  const Trace& trace = situation.trace;
  std::string now = linker_now(trace);
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
      .evidence = {fmt::format("{} link, {} of CPU in all{}", count_text(links.size(), "unit"),
                               seconds_text(section_cpu(trace, links, SectionKind::link)),
                               now.empty() ? "" : ", with " + now)}};
  candidate.calls.push_back({.tasks = links, .change = {.linker = linker}});
  candidate.group = "linker";
  candidate.stake = fmt::format("links take {} of CPU{}",
                                seconds_text(section_cpu(trace, links, SectionKind::link)),
                                now.empty() ? "" : " with " + now);
  std::string variable = hidden_by(situation);
  std::string file = would_silence(situation);
  if (!variable.empty()) {
    candidate.fix.verdict = Verdict::possible;
    candidate.fix.reason = fmt::format(
        "{} is set in the environment and hides what configuration files say: add \"-C "
        "link-arg=-fuse-ld={}\" to it",
        variable, linker);
  } else if (!file.empty()) {
    candidate.fix.verdict = Verdict::possible;
    candidate.fix.reason = fmt::format(
        "{} sets build.rustflags, which target.{}.rustflags would silence: add \"-C "
        "link-arg=-fuse-ld={}\" there",
        file, situation.machine.host, linker);
  } else if (!situation.machine.user_config.empty() && !situation.machine.host.empty()) {
    add_edit(situation, linker, candidate);
  }
  return candidate;
}

}  // namespace

std::vector<Candidate> find_linker_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  std::vector<TaskId> links;
  for (uint32_t i = 0; i < situation.trace.tasks.size(); ++i) {
    if (has_section(situation.trace, TaskId(i), SectionKind::link)) links.push_back(TaskId(i));
  }
  if (links.empty()) return candidates;
  std::string now = linker_now(situation.trace);
  for (const std::string& linker : situation.machine.linkers) {
    if (linker != now) candidates.push_back(candidate_of(situation, linker, links));
  }
  return candidates;
}

}  // namespace makespan
