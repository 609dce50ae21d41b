// Packages that are built twice at the same version, once for the host (for proc-macros and build
// scripts) and once for the target. Named only: cargo builds one of both where profile and features
// agree and no `--target` is given, but what would make them agree is rarely worth it, and
// `--target` is there for a reason.

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

struct Twin {
  TaskId host;
  TaskId target;
};

std::vector<std::string_view> features_of(const Trace& trace, const Task& task) {
  std::vector<std::string_view> names;
  for (uint32_t i = task.features.first; i < task.features.end(); ++i)
    names.push_back(trace.text(trace.lists[i]));
  return names;
}

std::vector<Twin> find_twins(const Trace& trace) {
  std::map<std::tuple<std::string_view, std::string_view, TaskKind>, Twin> by_name;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (task.kind != TaskKind::library || !is_compile(task)) continue;
    Twin& twin = by_name[{trace.text(task.name), trace.text(task.version), task.kind}];
    if (task.side == TaskSide::host) twin.host = TaskId(i);
    if (task.side == TaskSide::target) twin.target = TaskId(i);
  }
  std::vector<Twin> twins;
  for (const auto& [name, twin] : by_name) {
    if (twin.host.valid() && twin.target.valid()) twins.push_back(twin);
  }
  return twins;
}

// Why cargo did not build one for both.
std::string difference(const Trace& trace, const Twin& twin) {
  const Task& host = trace.tasks[twin.host.index()];
  const Task& target = trace.tasks[twin.target.index()];
  if (host.platform != target.platform) return "--target";
  if (features_of(trace, host) != features_of(trace, target)) return "features";
  return "profile";
}

}  // namespace

std::vector<Candidate> find_double_build_fixes(const Situation& situation) {
  const Trace& trace = situation.trace;
  std::vector<Twin> twins = find_twins(trace);
  if (twins.empty()) return {};
  Candidate candidate;
  candidate.fix = {.id = "double-builds",
                   .kind = "double-builds",
                   .title = fmt::format("Build {} once instead of for host and target",
                                        count_text(twins.size(), "package")),
                   .verdict = Verdict::possible,
                   .effort = {.effort = EffortClass::manifest},
                   .not_checked = {"whether host and target can do with the same"},
                   .reason =
                       "what makes host and target differ has to go, and `--target` stays where "
                       "it is needed: an upper bound"};
  std::map<std::string, std::pair<size_t, std::string>> causes;
  Align align;
  Duration host_work;
  for (const Twin& twin : twins) {
    const Task& task = trace.tasks[twin.host.index()];
    auto& [count, first] = causes[difference(trace, twin)];
    if (count++ == 0) first = fmt::format("{} {}", trace.text(task.name), trace.text(task.version));
    align.moves.push_back({.from = twin.host, .to = twin.target});
    host_work += work_of(trace, std::span(&twin.host, 1));
  }
  for (const auto& [cause, where] : causes) {
    candidate.fix.evidence.push_back(fmt::format(
        "{} built twice for its {}{}", where.second, cause,
        where.first == 1 ? std::string() : fmt::format(", and {} more", where.first - 1)));
  }
  candidate.structure.emplace_back(std::move(align));
  candidate.reach = Reach::bound;
  candidate.stake = fmt::format("the host's builds take {} of CPU", seconds_text(host_work));
  return {candidate};
}

}  // namespace makespan
