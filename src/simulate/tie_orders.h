#pragma once
// Ranges over tie orders: cargo starts units of equal priority in hash order, new in every run, so
// a prediction is a range and its middle. How wide it is says how much of a build is luck.

#include <vector>

#include "simulate/simulate.h"

namespace makespan {

struct MakespanRange {
  Duration minimum;
  Duration median;
  Duration maximum;
  Duration busy;  // core time of the median's schedule
};

inline constexpr uint32_t kTieOrders = 20;

// Simulates the tie orders of the seeds 1 … count. A policy without ties of chance has one.
MakespanRange simulate_tie_orders(const Workload& workload, const TaskGraph& graph, Policy policy,
                                  const SimulationOptions& options, uint32_t count = kTieOrders);

}  // namespace makespan
