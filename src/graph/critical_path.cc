#include "graph/critical_path.h"

#include <algorithm>

namespace makespan {
namespace {

// The task that ends last.
TaskId last_task(const TaskGraph& graph, const TaskDurations& durations,
                 const PathLengths& lengths) {
  for (uint32_t i = 0; i < graph.task_count(); ++i) {
    TaskId task(i);
    if (lengths.before[task] + durations.whole[task] == lengths.longest) return task;
  }
  return TaskId::none();
}

// The dependency that the task's earliest start comes from; invalid where nothing holds it.
CriticalStep find_releasing(const TaskGraph& graph, const TaskDurations& durations,
                            const PathLengths& lengths, TaskId task) {
  CriticalStep best;
  for (Arc arc : graph.dag().before(task.index())) {
    TaskId on(arc.node);
    Duration contributed = durations.until(on, waits_for(arc));
    if (lengths.before[on] + contributed != lengths.before[task]) continue;
    if (best.task.valid() && best.task <= on) continue;
    best = {.task = on, .next_waits_for = waits_for(arc), .contributed = contributed};
  }
  return best;
}

}  // namespace

CriticalPath find_critical_path(const TaskGraph& graph, const TaskDurations& durations) {
  return find_critical_path(graph, durations, find_path_lengths(graph, durations));
}

CriticalPath find_critical_path(const TaskGraph& graph, const TaskDurations& durations,
                                const PathLengths& lengths) {
  CriticalPath path{.length = lengths.longest};
  TaskId last = last_task(graph, durations, lengths);
  if (!last.valid()) return path;

  CriticalStep step{.task = last, .contributed = durations.whole[last]};
  while (step.task.valid()) {
    path.steps.push_back(step);
    // A task without a wait of its own is where the path begins, whatever takes no time before it.
    if (lengths.before[step.task] == Duration()) break;
    step = find_releasing(graph, durations, lengths, step.task);
  }
  std::reverse(path.steps.begin(), path.steps.end());
  Duration cumulative;
  for (CriticalStep& each : path.steps) {
    cumulative += each.contributed;
    each.cumulative = cumulative;
  }
  return path;
}

}  // namespace makespan
