#pragma once
// For which machine each unit was built. With `--target` cargo says so itself: a unit with it is
// for the target, one without is for the host. Without `--target` one unit may serve both, and what
// needs it decides: a build script and a proc-macro run on the host, and so does what only they
// need.

#include <span>
#include <vector>

#include "base/dense_map.h"
#include "import/cargo/process_walk.h"
#include "model/trace.h"

namespace makespan {

// `tasks` of the trace are the walk's works, in their order; dependencies come before dependents.
DenseMap<WorkId, TaskSide> find_unit_sides(const Trace& trace, const ProcessWalk& walk,
                                           std::span<const Dependency> edges);

}  // namespace makespan
