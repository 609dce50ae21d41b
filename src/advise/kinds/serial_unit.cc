// The unit of the workspace's own that everything waits for: splitting it, or moving what few need
// behind a feature, lets others start sooner. An upper bound only: no change of sources can be
// simulated, and the parts of a split crate cost something too.

#include <fmt/format.h>

#include <algorithm>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"
#include "graph/drag.h"
#include "simulate/workload.h"

namespace makespan {
namespace {

constexpr size_t kMost = 3;

size_t count_dependents(const TaskGraph& graph, TaskId task) {
  std::vector<bool> seen(graph.task_count());
  std::vector<uint32_t> open = {task.index()};
  size_t count = 0;
  while (!open.empty()) {
    uint32_t at = open.back();
    open.pop_back();
    for (Arc arc : graph.dag().after(at)) {
      if (seen[arc.node]) continue;
      seen[arc.node] = true;
      ++count;
      open.push_back(arc.node);
    }
  }
  return count;
}

Candidate candidate_of(const Situation& situation, TaskId id, size_t waiting) {
  const Trace& trace = situation.trace;
  const Task& task = trace.tasks[id.index()];
  Candidate candidate;
  candidate.fix = {
      .id = fmt::format("split:{}", trace.text(task.name)),
      .kind = "split",
      .title = fmt::format("Split {} or put parts of it behind features", trace.text(task.name)),
      .verdict = Verdict::possible,
      .effort = {.effort = EffortClass::source},
      .risk = Risk::behaviour,
      .risk_note = "items move to other crates",
      .evidence = {fmt::format(
          "{} compiles for {} of CPU, and {} for it", task_label(trace, id),
          seconds_text(work_of(trace, std::span(&id, 1))),
          waiting == 1 ? "1 unit waits" : fmt::format("{} units wait", waiting))},
      .not_checked = {"where it can be cut, and what its parts then cost"},
      .reason = "an upper bound: what if it took no time at all"};
  candidate.structure.emplace_back(Scale{.tasks = {id}, .factor = 0});
  candidate.reach = Reach::bound;
  candidate.stake = fmt::format("{} takes {} of CPU", trace.text(task.name),
                                seconds_text(work_of(trace, std::span(&id, 1))));
  return candidate;
}

}  // namespace

std::vector<Candidate> find_serial_unit_fixes(const Situation& situation) {
  const Trace& trace = situation.trace;
  Workload workload = build_workload(trace);
  TaskGraph graph = workload.graph();
  DenseMap<TaskId, Duration> drag = find_drag(graph, unlimited_durations(workload));
  TaskGraph direct = workload.direct_graph();  // without the tests that wait for their turn alone
  std::vector<TaskId> units = tasks_where(trace, [](const Task& task) {
    return task.local && task.kind == TaskKind::library && is_compile(task);
  });
  std::stable_sort(units.begin(), units.end(),
                   [&](TaskId a, TaskId b) { return drag[a] > drag[b]; });
  std::vector<Candidate> candidates;
  for (TaskId unit : units) {
    if (candidates.size() == kMost || drag[unit] <= Duration()) break;
    size_t waiting = count_dependents(direct, unit);
    if (waiting > 0) candidates.push_back(candidate_of(situation, unit, waiting));
  }
  return candidates;
}

}  // namespace makespan
