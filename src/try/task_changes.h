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
  std::string work;  // what it has to do (same_work.h); empty: not told

  bool operator==(const TaskCost&) const = default;
};

// What a prediction rests on and says of one task: its CPU in the recorded build, and in the
// changed one (zero: not built any more). The builds of a try may cost more or less than the
// recorded one did, so that it is their ratio that counts.
struct TaskPrediction {
  Duration recorded;
  Duration changed;

  bool operator==(const TaskPrediction&) const = default;
};

// By name; tasks whose CPU is not known are left out.
std::vector<TaskCost> task_costs(const Trace& trace);

// Each side's rounds; a task's cost is the median of the rounds that have it. The
// predicted CPU of a variant's task is the base's, times what `predicted` says it becomes. The
// largest deviation first: the measured change less the predicted one, or less none where nothing
// was predicted; at most `limit`.
std::vector<TaskChange> task_changes(const std::vector<std::vector<TaskCost>>& base,
                                     const std::vector<std::vector<TaskCost>>& variant,
                                     const std::map<std::string, TaskPrediction>& predicted,
                                     size_t limit);

}  // namespace makespan
