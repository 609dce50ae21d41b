#include "simulate/bounds.h"

#include <algorithm>

#include "graph/path_lengths.h"

namespace makespan {

Bounds find_bounds(const Workload& workload, const TaskGraph& graph, double cores) {
  TaskDurations durations = unlimited_durations(workload);
  PathLengths lengths = find_path_lengths(graph, durations);
  Duration outside;
  DenseMap<InvocationId, Duration> longest(workload.invocations.size());
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    if (!workload.tasks[i].present) continue;
    InvocationId invocation = workload.tasks[i].invocation;
    Duration& chain = invocation.valid() ? longest[invocation] : outside;
    chain = std::max(chain, lengths.before[TaskId(i)] + durations.whole[TaskId(i)]);
  }
  // An invocation begins behind an earlier one: see WorkInvocation::after.
  Bounds bounds{.critical_path = outside, .work = total_cpu(workload) * (1 / cores)};
  DenseMap<InvocationId, Duration> end(workload.invocations.size());
  for (uint32_t i = 0; i < workload.invocations.size(); ++i) {
    const WorkInvocation& invocation = workload.invocations[i];
    Duration begin = invocation.after.valid() ? end[invocation.after] : Duration();
    end[InvocationId(i)] = begin + invocation.offset + invocation.lead + longest[InvocationId(i)];
    if (longest[InvocationId(i)] > Duration())
      bounds.critical_path = std::max(bounds.critical_path, end[InvocationId(i)]);
  }
  bounds.critical_path += workload.tail;
  return bounds;
}

}  // namespace makespan
