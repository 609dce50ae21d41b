#include "graph/task_graph.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace makespan {

TaskGraph::TaskGraph(size_t task_count, std::span<const Dependency> dependencies) {
  std::vector<Edge> edges;
  edges.reserve(dependencies.size());
  for (const Dependency& dependency : dependencies) {
    edges.push_back({.from = dependency.on.index(),
                     .to = dependency.task.index(),
                     .label = static_cast<uint32_t>(dependency.waits_for)});
  }
  dag_ = Dag(static_cast<uint32_t>(task_count), edges);
  TopologicalOrder topological = topological_order(dag_);
  CHECK(topological.cycle.empty());
  order_ = std::move(topological.order);
}

std::vector<bool> led_to(const TaskGraph& graph, TaskId from) {
  std::vector<bool> reached(graph.task_count());
  std::vector<uint32_t> open = {from.index()};
  while (!open.empty()) {
    uint32_t task = open.back();
    open.pop_back();
    for (Arc arc : graph.dag().before(task)) {
      if (reached[arc.node]) continue;
      reached[arc.node] = true;
      open.push_back(arc.node);
    }
  }
  return reached;
}

namespace {

Duration wall_until_metadata(const Task& task) {
  if (!task.metadata_ready) return task.wall;
  return std::clamp(*task.metadata_ready - task.start, Duration(), task.wall);
}

// CPU of the serial part before the metadata; none where no section tells.
std::optional<Duration> frontend_cpu(const Trace& trace, const Task& task) {
  std::optional<Duration> sum;
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind != SectionKind::frontend || !section.cpu) continue;
    sum = sum.value_or(Duration()) + *section.cpu;
  }
  return sum;
}

}  // namespace

TaskDurations wall_durations(const Trace& trace) {
  TaskDurations durations{.whole = DenseMap<TaskId, Duration>(trace.tasks.size()),
                          .until_metadata = DenseMap<TaskId, Duration>(trace.tasks.size())};
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    durations.whole[TaskId(i)] = trace.tasks[i].wall;
    durations.until_metadata[TaskId(i)] = wall_until_metadata(trace.tasks[i]);
  }
  return durations;
}

TaskDurations cpu_durations(const Trace& trace) {
  TaskDurations durations = wall_durations(trace);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (!task.cpu) continue;
    Duration whole = *task.cpu;
    Duration share = whole * ratio(durations.until_metadata[TaskId(i)], task.wall);
    Duration until = task.metadata_ready ? frontend_cpu(trace, task).value_or(share) : whole;
    durations.whole[TaskId(i)] = whole;
    durations.until_metadata[TaskId(i)] = std::min(until, whole);
  }
  return durations;
}

}  // namespace makespan
