#include "analysis/reach.h"

#include <algorithm>

namespace makespan {

Reach::Reach(const Trace& trace)
    : trace_(trace),
      first_(trace.tasks.size() + 1),
      first_dependent_(trace.tasks.size() + 1),
      dependents_(trace.dependencies.size()),
      open_(trace.tasks.size()),
      gone_(trace.tasks.size()) {
  for (const Dependency& dependency : trace.dependencies) {
    ++first_[dependency.task.index() + 1];
    ++open_[dependency.on.index()];
  }
  for (size_t i = 0; i < trace.tasks.size(); ++i) {
    first_[i + 1] += first_[i];
    first_dependent_[i + 1] = first_dependent_[i] + open_[i];
  }
  std::vector<uint32_t> next(first_dependent_.begin(), first_dependent_.end() - 1);
  for (const Dependency& dependency : trace.dependencies)
    dependents_[next[dependency.on.index()]++] = dependency.task;
}

std::span<const Dependency> Reach::dependencies(TaskId task) const {
  return {trace_.dependencies.data() + first_[task.index()],
          first_[task.index() + 1] - first_[task.index()]};
}

std::span<const TaskId> Reach::dependents(TaskId task) const {
  return {dependents_.data() + first_dependent_[task.index()],
          first_dependent_[task.index() + 1] - first_dependent_[task.index()]};
}

std::vector<TaskId> Reach::only_through(std::span<const TaskId> units) {
  std::vector<TaskId> result;
  for (TaskId unit : units) {
    if (gone_[unit.index()] == 0) result.push_back(unit);
    gone_[unit.index()] = 1;
  }
  for (size_t i = 0; i < result.size(); ++i) {
    for (const Dependency& dependency : dependencies(result[i])) {
      uint32_t on = dependency.on.index();
      --open_[on];
      if (open_[on] == 0 && gone_[on] == 0 && !trace_.tasks[on].local) {
        gone_[on] = 1;
        result.push_back(dependency.on);
      }
    }
  }
  for (TaskId task : result) {
    gone_[task.index()] = 0;
    for (const Dependency& dependency : dependencies(task))
      ++open_[dependency.on.index()];
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace makespan
