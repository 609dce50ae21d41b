#pragma once
// Slack: how much later each task could start (or how much longer take) without moving the end of
// the build, with a core for every task. Tasks of the critical path have none.

#include "graph/path_lengths.h"

namespace makespan {

struct TaskSlack {
  Duration earliest_start;  // from the beginning
  Duration latest_start;
  [[nodiscard]] Duration slack() const { return latest_start - earliest_start; }
};

// O(tasks + dependencies).
DenseMap<TaskId, TaskSlack> find_slack(const PathLengths& lengths);

}  // namespace makespan
