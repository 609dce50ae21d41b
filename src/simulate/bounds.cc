#include "simulate/bounds.h"

#include <algorithm>

#include "graph/path_lengths.h"

namespace makespan {
namespace {

// Of each invocation the end of its longest chain, from the run's start on or from its call.
class Ends {
 public:
  explicit Ends(const Workload& workload)
      : workload_(workload), order_(by_beginning()), level_(find_levels()) {}

  // How many calls lie in each other.
  [[nodiscard]] uint32_t levels() const {
    return level_.size() == 0 ? 0 : *std::max_element(level_.begin(), level_.end());
  }
  [[nodiscard]] uint32_t level(InvocationId id) const { return level_[id]; }

  // Zero for those without tasks.
  [[nodiscard]] DenseMap<InvocationId, Duration> find(const PathLengths& lengths,
                                                      const TaskDurations& durations) const {
    DenseMap<InvocationId, Duration> longest(workload_.invocations.size());
    for (uint32_t i = 0; i < workload_.tasks.size(); ++i) {
      const WorkTask& task = workload_.tasks[i];
      if (!task.present || !task.invocation.valid()) continue;
      Duration& chain = longest[task.invocation];
      chain = std::max(chain, lengths.before[TaskId(i)] + durations.whole[TaskId(i)]);
    }
    DenseMap<InvocationId, Duration> end(workload_.invocations.size());
    for (InvocationId id : order_) {
      const WorkInvocation& invocation = workload_.invocations[id.index()];
      Duration begin = invocation.after.valid() ? end[invocation.after] : Duration();
      end[id] = begin + invocation.offset + invocation.lead + longest[id];
    }
    for (InvocationId id : order_) {
      if (longest[id] == Duration()) end[id] = Duration();
    }
    return end;
  }

 private:
  // Each behind the one that it begins after.
  [[nodiscard]] std::vector<InvocationId> by_beginning() const {
    std::vector<InvocationId> order;
    DenseMap<InvocationId, bool> seen(workload_.invocations.size());
    std::vector<InvocationId> open;
    for (uint32_t i = 0; i < workload_.invocations.size(); ++i) {
      for (InvocationId at(i); at.valid() && !seen[at];
           at = workload_.invocations[at.index()].after) {
        seen[at] = true;
        open.push_back(at);
      }
      order.insert(order.end(), open.rbegin(), open.rend());
      open.clear();
    }
    return order;
  }

  // A caller's invocation stands before those that it calls.
  [[nodiscard]] DenseMap<InvocationId, uint32_t> find_levels() const {
    DenseMap<InvocationId, uint32_t> level(workload_.invocations.size());
    for (uint32_t i = 0; i < workload_.invocations.size(); ++i) {
      TaskId caller = workload_.invocations[i].caller;
      if (caller.valid())
        level[InvocationId(i)] = level[workload_.tasks[caller.index()].invocation] + 1;
    }
    return level;
  }

  const Workload& workload_;
  std::vector<InvocationId> order_;
  DenseMap<InvocationId, uint32_t> level_;
};

}  // namespace

TaskDurations durations_with_calls(const Workload& workload, const TaskGraph& graph) {
  TaskDurations durations = unlimited_durations(workload);
  Ends ends(workload);
  // The innermost first: they are part of those around them.
  for (uint32_t level = ends.levels(); level > 0; --level) {
    DenseMap<InvocationId, Duration> end =
        ends.find(find_path_lengths(graph, durations), durations);
    DenseMap<TaskId, Duration> calls(workload.tasks.size());
    for (uint32_t i = 0; i < workload.invocations.size(); ++i) {
      TaskId caller = workload.invocations[i].caller;
      if (ends.level(InvocationId(i)) == level)
        calls[caller] = std::max(calls[caller], end[InvocationId(i)]);
    }
    for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
      const WorkTask& task = workload.tasks[i];
      Duration& whole = durations.whole[TaskId(i)];
      if (!task.present || calls[TaskId(i)] == Duration()) continue;
      whole =
          task.works_beside_calls ? std::max(whole, calls[TaskId(i)]) : whole + calls[TaskId(i)];
      durations.until_metadata[TaskId(i)] = whole;
    }
  }
  return durations;
}

Bounds find_bounds(const Workload& workload, const TaskGraph& graph, double cores) {
  TaskDurations durations = durations_with_calls(workload, graph);
  PathLengths lengths = find_path_lengths(graph, durations);
  Bounds bounds{.work = total_cpu(workload) * (1 / cores)};
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    TaskId id(i);
    bool of_none = workload.tasks[i].present && !workload.tasks[i].invocation.valid();
    Duration chain = of_none ? lengths.before[id] + durations.whole[id] : Duration();
    bounds.critical_path = std::max(bounds.critical_path, chain);
  }
  DenseMap<InvocationId, Duration> end = Ends(workload).find(lengths, durations);
  for (uint32_t i = 0; i < workload.invocations.size(); ++i) {
    TaskId caller = workload.invocations[i].caller;
    bool called = caller.valid() && workload.tasks[caller.index()].present;
    if (!called) bounds.critical_path = std::max(bounds.critical_path, end[InvocationId(i)]);
  }
  bounds.critical_path += workload.tail;
  return bounds;
}

}  // namespace makespan
