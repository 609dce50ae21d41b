#pragma once
// PathLengths: for every task the longest way to it and from it, with a core for every task. What
// critical path, slack and drag are made of.

#include "graph/task_graph.h"

namespace makespan {

struct PathLengths {
  // From the beginning to the task's earliest start.
  DenseMap<TaskId, Duration> before;
  // From the task's start, itself included, to the end of the last that waits for it.
  DenseMap<TaskId, Duration> from;
  Duration longest;
};

// O(tasks + dependencies).
PathLengths find_path_lengths(const TaskGraph& graph, const TaskDurations& durations);

}  // namespace makespan
