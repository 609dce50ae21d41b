#include "graph/path_lengths.h"

#include <algorithm>

namespace makespan {

PathLengths find_path_lengths(const TaskGraph& graph, const TaskDurations& durations) {
  PathLengths lengths{.before = DenseMap<TaskId, Duration>(graph.task_count()),
                      .from = DenseMap<TaskId, Duration>(graph.task_count())};
  const std::vector<uint32_t>& order = graph.order();
  // Pushed to what waits rather than pulled from what is waited for: one far access an edge.
  for (uint32_t at : order) {
    TaskId task(at);
    Duration before = lengths.before[task];
    Duration ends[] = {before + durations.until(task, WaitsFor::metadata),
                       before + durations.until(task, WaitsFor::all)};
    for (Arc arc : graph.dag().after(at)) {
      Duration end = ends[waits_for(arc) == WaitsFor::all];
      Duration& next = lengths.before[TaskId(arc.node)];
      next = std::max(next, end);
    }
  }
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    TaskId task(*at);
    Duration from = durations.whole[task];
    for (Arc arc : graph.dag().after(*at)) {
      from = std::max(from, durations.until(task, waits_for(arc)) + lengths.from[TaskId(arc.node)]);
    }
    lengths.from[task] = from;
    lengths.longest = std::max(lengths.longest, lengths.before[task] + from);
  }
  return lengths;
}

}  // namespace makespan
