// Debug information: what debuggers, profilers and backtraces read, and what code generation and
// the linker have to write. `line-tables-only` keeps file and line of every frame.

#include <fmt/format.h>

#include <array>

#include "advise/kinds/kinds.h"
#include "advise/profile_fix.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

struct DebugValue {
  std::string_view value;     // as in the id and the manifest
  std::string_view compiler;  // CallChange::debuginfo
  std::string_view loses;
  std::string_view loss;  // ProfileFix::loss
};

constexpr std::array kValues = {
    DebugValue{"line-tables-only", "line-tables-only",
               "debuggers show no variables and no types; backtraces keep file and line",
               "variables and types in debuggers"},
    DebugValue{"none", "0", "backtraces and profilers show no file and line, debuggers nothing",
               "file and line in backtraces, profilers and debuggers"},
};

constexpr const char* kReaders = "debuggers, profilers and other tools that read it";

// How much there is, so that only less is offered.
int amount(std::string_view debuginfo) {
  if (debuginfo.empty() || debuginfo == "2" || debuginfo == "full") return 4;
  if (debuginfo == "1" || debuginfo == "limited") return 3;
  if (debuginfo == "line-tables-only") return 2;
  if (debuginfo == "line-directives-only") return 1;
  return 0;
}

bool has_c_compilers(const Trace& trace, TaskId task) {
  return has_section(trace, task, SectionKind::compile_c);
}

// Compiler calls that write debug information now, and build scripts whose C compilers do.
std::vector<TaskId> writers(const Situation& situation, bool only_dependencies) {
  const Trace& trace = situation.trace;
  std::vector<TaskId> tasks = tasks_where(trace, [&](const Task& task) {
    if (!situation.profile.reaches(task) || (only_dependencies && task.local)) return false;
    return is_compile(task) && task.mode == TaskMode::build &&
           amount(flag_of(trace, task, "debuginfo").value_or("0")) > 0;
  });
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (!situation.profile.reaches(task) || (only_dependencies && task.local)) continue;
    if (task.kind == TaskKind::build_script_run && has_c_compilers(trace, TaskId(i)))
      tasks.push_back(TaskId(i));
  }
  return tasks;
}

bool links_locally(const Situation& situation) {
  const Trace& trace = situation.trace;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (situation.profile.reaches(task) && task.local &&
        has_section(trace, TaskId(i), SectionKind::link))
      return true;
  }
  return false;
}

std::vector<std::string> evidence_of(const Situation& situation, const std::vector<TaskId>& tasks,
                                     const std::string& key) {
  const Trace& trace = situation.trace;
  const std::string& now = situation.profile.debuginfo;
  std::vector<std::string> evidence = {
      setting_now(situation, key, key == "debug" ? now : "the profile's own (" + now + ")")};
  evidence.push_back(
      fmt::format("{} write it; their code generation and links take {} of {} of CPU",
                  count_text(tasks.size(), "unit"),
                  seconds_text(section_cpu(trace, tasks, SectionKind::codegen) +
                               section_cpu(trace, tasks, SectionKind::link)),
                  seconds_text(work_of(trace))));
  Duration c = section_cpu(trace, tasks, SectionKind::compile_c);
  if (c > Duration()) {
    evidence.push_back(
        fmt::format("C compilers of build scripts are told too ({} of CPU)", seconds_text(c)));
  }
  return evidence;
}

std::string stake_of(const Trace& trace, const std::vector<TaskId>& tasks) {
  return fmt::format("code generation, links and C compilers that write it take {} of CPU",
                     seconds_text(section_cpu(trace, tasks, SectionKind::codegen) +
                                  section_cpu(trace, tasks, SectionKind::link) +
                                  section_cpu(trace, tasks, SectionKind::compile_c)));
}

void add(const Situation& situation, const DebugValue& value, bool only_dependencies,
         std::vector<Candidate>& candidates) {
  const ProfileUse& profile = situation.profile;
  const std::string& now = only_dependencies ? profile.dependencies_debuginfo : profile.debuginfo;
  if (amount(value.compiler) >= amount(now)) return;
  std::vector<TaskId> tasks = writers(situation, only_dependencies);
  if (tasks.empty()) return;
  std::string key = only_dependencies ? "package.*.debug" : "debug";
  ProfileFix fix{
      .key = {.kind = "debug",
              .key = key,
              .name = "debug",
              .table = {.package = only_dependencies ? "*" : ""},
              .value = std::string(value.value),
              .toml = fmt::format("\"{}\"", value.value)},
      .title = fmt::format("debug = \"{}\"{} in profile {}", value.value,
                           only_dependencies ? " for dependencies" : "", profile.name),
      .calls = {{.tasks = tasks, .change = {.debuginfo = std::string(value.compiler)}}},
      .risk = Risk::debugging,
      .risk_note = fmt::format("{}{}", only_dependencies ? "in dependencies " : "", value.loses),
      .evidence = evidence_of(situation, tasks, key),
      .loss = std::string(value.loss),
      .not_checked = {kReaders}};
  if (only_dependencies && links_locally(situation)) {
    fix.not_checked.emplace_back(
        "links of the workspace's own units, which then copy less: simulated as recorded");
  }
  size_t first = candidates.size();
  add_profile_fixes(situation, fix, candidates);
  for (size_t i = first; i < candidates.size(); ++i) {
    candidates[i].group = "debug";
    candidates[i].stake = stake_of(situation.trace, tasks);
    if (value.value == "none" && candidates[i].fix.verdict == Verdict::recommended) {
      candidates[i].fix.verdict = Verdict::decision;
      candidates[i].fix.reason =
          "whether anybody needs the file and line of a frame is for people to say";
    }
    if (only_dependencies) candidates[i].fix.effort.lines = 3;
  }
}

// Only where the platform leaves a choice: on Linux "packed" and "unpacked" move it out of the
// link.
void add_split(const Situation& situation, std::vector<Candidate>& candidates) {
  const ProfileUse& profile = situation.profile;
  if (amount(profile.debuginfo) == 0 || profile_value(situation, profile.name, "split-debuginfo"))
    return;
  if (situation.machine.host.find("linux") == std::string::npos) return;
  std::vector<TaskId> tasks = writers(situation, false);
  ProfileFix fix{
      .key = {.kind = "debug",
              .key = "split-debuginfo",
              .name = "split-debuginfo",
              .value = "unpacked",
              .toml = "\"unpacked\""},
      .title = fmt::format("split-debuginfo = \"unpacked\" in profile {}", profile.name),
      .calls = {{.tasks = tasks, .change = {.split_debuginfo = "unpacked"}}},
      .risk = Risk::debugging,
      .risk_note =
          "debug information stays in .dwo files of the target directory: a binary that is "
          "moved to another machine has none",
      .evidence = {fmt::format(
          "links take {}, which copy debug information",
          seconds_text(section_cpu(situation.trace, tasks, SectionKind::link)))},
      .loss = "debug information wherever the target directory is not",
      .not_checked = {kReaders}};
  size_t first = candidates.size();
  add_profile_fixes(situation, fix, candidates);
  for (size_t i = first; i < candidates.size(); ++i)
    candidates[i].group = "split-debuginfo";
}

}  // namespace

std::vector<Candidate> find_debug_info_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  if (!situation.profile.generates_code) return candidates;
  for (bool only_dependencies : {true, false}) {
    for (const DebugValue& value : kValues)
      add(situation, value, only_dependencies, candidates);
  }
  add_split(situation, candidates);
  return candidates;
}

}  // namespace makespan
