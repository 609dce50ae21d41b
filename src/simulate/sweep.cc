#include "simulate/sweep.h"

#include <algorithm>

#include "simulate/bounds.h"

namespace makespan {

Sweep sweep_cores(const Workload& workload, const TaskGraph& graph, Policy policy,
                  SimulationOptions options, std::span<const uint32_t> cores, uint32_t tie_orders) {
  Sweep sweep{.limit = find_bounds(workload, graph, 1).critical_path};
  options.taken.clear();
  for (uint32_t count : cores) {
    options.cores = count;
    options.jobs = count;
    options.contention = contention_on(count, workload.cores, options.contention.slowdown);
    MakespanRange range = simulate_tie_orders(workload, graph, policy, options, tie_orders);
    sweep.points.push_back({.cores = count,
                            .jobs = count,
                            .range = range,
                            .utilisation = ratio(range.busy, range.median * count),
                            .extrapolated = count > workload.cores});
  }
  Duration best = Duration::nanoseconds(INT64_MAX);
  for (const SweepPoint& point : sweep.points)
    best = std::min(best, point.range.median);
  for (const SweepPoint& point : sweep.points) {
    if (point.range.median > best * 1.1) continue;
    sweep.knee_cores = point.cores;
    break;
  }
  return sweep;
}

}  // namespace makespan
