#pragma once
// TaskGraph: which task waits for which, and for how much of it. TaskDurations: how long each
// takes.
//
// A task has two moments that others wait for: `metadata` (rustc's .rmeta is written; its codegen
// goes on) and its very end. So a duration is a pair:
//
//   |---- until_metadata ----|-------------------|
//   |---------------- whole ---------------------|
//
// Where a task makes no metadata of its own, until_metadata equals whole. Durations are a map of
// their own, so that the same graph is asked about recorded wall time, CPU time, or a what-if.

#include <span>
#include <vector>

#include "base/dense_map.h"
#include "base/duration.h"
#include "graph/dag.h"
#include "model/trace.h"

namespace makespan {

class TaskGraph {
 public:
  TaskGraph() = default;
  // CHECKs that the dependencies have no cycle (TraceBuilder refuses those in input).
  TaskGraph(size_t task_count, std::span<const Dependency> dependencies);
  explicit TaskGraph(const Trace& trace) : TaskGraph(trace.tasks.size(), trace.dependencies) {}

  [[nodiscard]] uint32_t task_count() const { return dag_.node_count(); }
  // from: the dependency; to: what waits for it; label: WaitsFor.
  [[nodiscard]] const Dag& dag() const { return dag_; }
  // Every task behind what it depends on.
  [[nodiscard]] const std::vector<uint32_t>& order() const { return order_; }

 private:
  Dag dag_;
  std::vector<uint32_t> order_;
};

// Which tasks this one waits for, directly or not; not itself.
std::vector<bool> led_to(const TaskGraph& graph, TaskId from);

constexpr WaitsFor waits_for(Arc arc) {
  return static_cast<WaitsFor>(arc.label);
}

struct TaskDurations {
  DenseMap<TaskId, Duration> whole;
  DenseMap<TaskId, Duration> until_metadata;  // at most `whole`

  // How long after the start of the task at its beginning an edge lets the next one go.
  [[nodiscard]] Duration until(TaskId task, WaitsFor what) const {
    return what == WaitsFor::metadata ? until_metadata[task] : whole[task];
  }
};

// As recorded: wall time, waits for a core included.
TaskDurations wall_durations(const Trace& trace);
// CPU of the task and everything beneath it; tasks whose CPU is unknown have their wall time. Where
// metadata came at a share of the wall time without a frontend section, the same share of the CPU.
TaskDurations cpu_durations(const Trace& trace);

}  // namespace makespan
