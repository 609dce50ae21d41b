#pragma once
// What changed by task between two builds of several rounds each.

#include <map>
#include <string>
#include <vector>

#include "model/trace.h"
#include "try/try_answer.h"

namespace makespan {

// A task of one build. Tasks that people call the same (a crate for host and target) are one.
struct TaskCost {
  std::string task;
  Duration cpu;

  bool operator==(const TaskCost&) const = default;
};

// By name; tasks whose CPU is not known are left out.
std::vector<TaskCost> task_costs(const Trace& trace);

// Each side's rounds; a task's cost is the median of the rounds that have it. `predicted` is the
// variant's CPU by task, as far as a prediction says it. The largest deviation first: from what was
// predicted where it was, else from the base; at most `limit`.
std::vector<TaskChange> task_changes(const std::vector<std::vector<TaskCost>>& base,
                                     const std::vector<std::vector<TaskCost>>& variant,
                                     const std::map<std::string, Duration>& predicted,
                                     size_t limit);

}  // namespace makespan
