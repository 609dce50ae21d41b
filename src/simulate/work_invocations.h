#pragma once
// The invocations of a workload: which of them begins behind which other, and which within a task
// that calls it.
//
//   cargo xtask   |= xtask =|                            |= xtask =|    one task, in two stages
//   cargo build             |== syn ==|== app ==|                       its invocation, in between
//
//   cargo nextest                                |= tests =|   its units begin behind those of the
//   cargo test --no-run     |== syn ==|== app ==|              cargo that it started

#include <optional>
#include <vector>

#include "graph/concurrency.h"
#include "simulate/task_parts.h"
#include "simulate/workload.h"

namespace makespan {

std::vector<WorkInvocation> find_work_invocations(const Trace& trace,
                                                  const DenseMap<InvocationId, bool>& placed);

// From each task's first call to the end of its last; what lies between two calls is the second's
// offset.
DenseMap<TaskId, std::optional<Interval>> find_calls(
    const Trace& trace, const std::vector<WorkInvocation>& invocations);

// Takes that time out of the task, and its first stage apart: in what came before and what behind.
void split_at_calls(const Task& task, const Interval& calls, TaskParts& parts);

}  // namespace makespan
