#pragma once
// The cores sweep: how long the build would take on 1 to 128 cores, where more stop helping (the
// knee), and what no number of cores beats (the limit).

#include <span>
#include <vector>

#include "simulate/tie_orders.h"

namespace makespan {

struct SweepPoint {
  uint32_t cores = 1;
  uint32_t jobs = 1;
  MakespanRange range;
  double utilisation = 0;
  bool extrapolated = false;  // more cores than the recorded machine has
};

struct Sweep {
  std::vector<SweepPoint> points;  // by cores
  // The fewest cores that come within a tenth of the best of the sweep.
  uint32_t knee_cores = 1;
  Duration limit;  // the critical path
};

inline constexpr uint32_t kSweepCores[] = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128};

// As many jobs as cores at every point. `options` gives the contention's slowdown; its cores, those
// of its machine and its jobs are not used.
Sweep sweep_cores(const Workload& workload, const TaskGraph& graph, Policy policy,
                  SimulationOptions options, std::span<const uint32_t> cores,
                  uint32_t tie_orders = kTieOrders);

}  // namespace makespan
