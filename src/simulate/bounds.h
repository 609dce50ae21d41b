#pragma once
// Bounds: what no schedule of a workload can beat.

#include "simulate/workload.h"

namespace makespan {

struct Bounds {
  Duration critical_path;  // a core for every thread: longest chain, lead and tail included
  Duration work;           // all CPU, spread over the cores without a gap
  [[nodiscard]] Duration larger() const { return critical_path > work ? critical_path : work; }
};

Bounds find_bounds(const Workload& workload, const TaskGraph& graph, double cores);

// unlimited_durations, and what a task calls is part of it.
TaskDurations durations_with_calls(const Workload& workload, const TaskGraph& graph);

}  // namespace makespan
