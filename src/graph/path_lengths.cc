#include "graph/path_lengths.h"

#include <algorithm>

namespace makespan {

PathLengths find_path_lengths(const TaskGraph& graph, const TaskDurations& durations) {
  PathLengths lengths{.before = DenseMap<TaskId, Duration>(graph.task_count()),
                      .from = DenseMap<TaskId, Duration>(graph.task_count())};
  const std::vector<uint32_t>& order = graph.order();
  for (uint32_t at : order) {
    Duration before;
    for (Arc arc : graph.dag().before(at)) {
      TaskId on(arc.node);
      before = std::max(before, lengths.before[on] + durations.until(on, waits_for(arc)));
    }
    lengths.before[TaskId(at)] = before;
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
