// What waits for what in a workload: the edges that it has, and those of what cargo runs.

#include "simulate/workload.h"

namespace makespan {
namespace {

TaskId caller_of(const Workload& workload, const WorkTask& task) {
  return task.invocation.valid() ? workload.invocations[task.invocation.index()].caller : TaskId();
}

// Between tasks that are present. What one task calls waits for nothing that another one calls, or
// that nobody does: it was there, and its caller, which waits, may have the slot that it needs.
bool counts(const Workload& workload, const Dependency& dependency) {
  const WorkTask& task = workload.tasks[dependency.task.index()];
  const WorkTask& on = workload.tasks[dependency.on.index()];
  if (!task.present || !on.present) return false;
  TaskId caller = caller_of(workload, task);
  return !caller.valid() || caller == caller_of(workload, on);
}

// The first so many of the dependencies, as far as they count.
std::vector<Dependency> present_edges(const Workload& workload, size_t count) {
  std::vector<Dependency> present;
  present.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    if (counts(workload, workload.dependencies[i])) present.push_back(workload.dependencies[i]);
  }
  return present;
}

bool is_of_cargo(const Workload& workload, const WorkTask& task) {
  return task.present && task.invocation.valid() &&
         workload.invocations[task.invocation.index()].tool == BuildTool::cargo;
}

// What each invocation runs, in order. What others wait for is not among it, so that no circle can
// close.
DenseMap<InvocationId, std::vector<TaskId>> find_runs(const Workload& workload,
                                                      const std::vector<Dependency>& edges) {
  std::vector<bool> waited_for(workload.tasks.size());
  for (const Dependency& edge : edges)
    waited_for[edge.on.index()] = true;
  DenseMap<InvocationId, std::vector<TaskId>> runs(workload.invocations.size());
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    const WorkTask& task = workload.tasks[i];
    if (is_executed(task.kind) && !waited_for[i] && is_of_cargo(workload, task))
      runs[task.invocation].push_back(TaskId(i));
  }
  return runs;
}

// See Workload::graph.
void add_edges_of_runs(const Workload& workload, std::vector<Dependency>& edges) {
  DenseMap<InvocationId, std::vector<TaskId>> runs = find_runs(workload, edges);
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    const WorkTask& task = workload.tasks[i];
    if (is_executed(task.kind) || !is_of_cargo(workload, task)) continue;
    bool in_turn = workload.invocations[task.invocation.index()].runs_in_turn;
    for (TaskId run : runs[task.invocation]) {
      edges.push_back({.task = run, .on = TaskId(i)});
      if (in_turn) break;  // the others wait for the first
    }
  }
  for (uint32_t i = 0; i < workload.invocations.size(); ++i) {
    if (!workload.invocations[i].runs_in_turn) continue;
    const std::vector<TaskId>& in_turn = runs[InvocationId(i)];
    for (size_t run = 1; run < in_turn.size(); ++run)
      edges.push_back({.task = in_turn[run], .on = in_turn[run - 1]});
  }
}

}  // namespace

TaskGraph Workload::graph() const {
  std::vector<Dependency> edges = present_edges(*this, dependencies.size());
  add_edges_of_runs(*this, edges);
  return TaskGraph(tasks.size(), edges);
}

TaskGraph Workload::direct_graph() const {
  return TaskGraph(tasks.size(), present_edges(*this, direct_dependencies));
}

}  // namespace makespan
