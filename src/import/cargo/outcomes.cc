#include "import/cargo/outcomes.h"

#include <algorithm>
#include <set>

#include "import/cargo/locked_dependents.h"

namespace makespan {
namespace {

using TasksOf = std::vector<std::vector<TaskId>>;

TasksOf tasks_of_invocations(const Trace& trace, size_t invocations) {
  TasksOf tasks(invocations);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    InvocationId invocation = trace.tasks[i].invocation;
    if (invocation.valid()) tasks[invocation.index()].push_back(TaskId(i));
  }
  return tasks;
}

// Units that the built ones depend on, directly or not, and that were not built: in whichever graph
// knows most of them.
std::optional<uint32_t> count_fresh(const Trace& trace, const std::vector<TaskId>& tasks,
                                    std::span<const UnitGraph> graphs) {
  std::optional<uint32_t> fresh;
  for (const UnitGraph& graph : graphs) {
    std::vector<UnitId> built;
    for (TaskId id : tasks) {
      std::string_view hash = trace.text(trace.tasks[id.index()].unit_hash);
      if (hash.empty()) continue;
      if (std::optional<UnitId> unit = find_unit(graph, hash)) built.push_back(*unit);
    }
    if (built.empty()) continue;
    std::sort(built.begin(), built.end());
    uint32_t count = fresh.value_or(0);
    for (UnitId unit : dependencies_of(graph, built)) {
      if (!std::binary_search(built.begin(), built.end(), unit)) ++count;
    }
    fresh = count;
  }
  return fresh;
}

// The failed compiles' and scripts' packages; a failed test keeps nobody from being built.
bool holds_others_back(const Task& task) {
  return task.outcome == TaskOutcome::failed && task.mode != TaskMode::doc &&
         task.kind != TaskKind::test_run && task.kind != TaskKind::doctest &&
         task.kind != TaskKind::run && task.kind != TaskKind::test;
}

std::vector<std::string> find_not_reached(const Trace& trace, const std::vector<TaskId>& tasks,
                                          const std::vector<std::string>& asked,
                                          const std::vector<LockNode>& lock) {
  std::set<std::pair<std::string_view, std::string_view>> started;
  std::set<std::pair<std::string_view, std::string_view>> failed;
  for (TaskId id : tasks) {
    const Task& task = trace.tasks[id.index()];
    std::pair package(trace.text(task.name), trace.text(task.version));
    started.insert(package);
    if (holds_others_back(task)) failed.insert(package);
  }
  std::vector<uint32_t> from;
  std::vector<uint32_t> wanted_from;
  for (uint32_t i = 0; i < lock.size(); ++i) {
    if (failed.contains(
            std::pair<std::string_view, std::string_view>(lock[i].name, lock[i].version)))
      from.push_back(i);
    bool named = std::find(asked.begin(), asked.end(), lock[i].name) != asked.end();
    if (asked.empty() || named) wanted_from.push_back(i);
  }
  std::vector<bool> behind = reached_from(lock, from, true);
  std::vector<bool> wanted = reached_from(lock, wanted_from, false);
  std::vector<std::string> not_reached;
  for (uint32_t i = 0; i < lock.size(); ++i) {
    if (!behind[i] || !wanted[i]) continue;
    if (started.contains(
            std::pair<std::string_view, std::string_view>(lock[i].name, lock[i].version)))
      continue;
    not_reached.push_back(lock[i].name + ' ' + lock[i].version);
  }
  return not_reached;
}

}  // namespace

void tell_outcomes(const Trace& trace, const CargoContext& context, FoundInvocations& found) {
  TasksOf tasks = tasks_of_invocations(trace, found.invocations.size());
  std::vector<LockNode> lock;
  for (size_t i = 0; i < found.invocations.size(); ++i) {
    Invocation& invocation = found.invocations[i];
    for (TaskId id : tasks[i]) {
      if (trace.tasks[id.index()].outcome == TaskOutcome::failed) {
        invocation.failed.push_back(task_label(trace, id));
      }
    }
    invocation.fresh = count_fresh(trace, tasks[i], context.unit_graphs);
    if (invocation.failed.empty()) continue;
    if (lock.empty()) lock = read_lock_graph(context.lock_file);
    invocation.not_reached = find_not_reached(trace, tasks[i], found.packages[i], lock);
  }
}

}  // namespace makespan
