#pragma once
// Parallelism profile: how long none, one, two, … N tasks of a run were at work at once, as
// recorded. Where it stays below the slots, the build had no more to start.

#include <vector>

#include "model/trace.h"

namespace makespan {

// [n]: how long exactly n were; together the run's wall time. Processes that only waited for others
// (make, sh) were not at work.
std::vector<Duration> find_parallelism(const Trace& trace);

}  // namespace makespan
