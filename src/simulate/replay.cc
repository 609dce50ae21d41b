#include "simulate/replay.h"

#include <algorithm>

#include "simulate/reaction.h"

namespace makespan {
namespace {

BuildTool tool_of(const Trace& trace) {
  return trace.invocations.empty() ? BuildTool::other : trace.invocations[0].tool;
}

std::optional<Divergence> find_divergence(const Trace& trace, const Workload& workload,
                                          const Schedule& schedule) {
  Duration most = trace.run.wall * 0.05;
  std::optional<Divergence> first;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (!workload.tasks[i].present) continue;
    Duration recorded = trace.tasks[i].start.since_epoch();
    Duration simulated = schedule.tasks[TaskId(i)].start.since_epoch();
    Duration off = simulated > recorded ? simulated - recorded : recorded - simulated;
    if (off <= most) continue;
    if (first && first->simulated_start <= simulated) continue;
    first = {.task = TaskId(i), .recorded_start = recorded, .simulated_start = simulated};
  }
  return first;
}

}  // namespace

Replay replay(const Trace& trace, const Workload& workload, const TaskGraph& graph) {
  Replay result{.recorded = trace.run.wall};
  Policy policy = policy_of(tool_of(trace));
  Duration reaction = reaction_of(trace);
  QueueOrder order =
      with_recorded_ties(find_queue_order(workload, graph, policy, 0), trace, graph, policy);

  SimulationOptions rules{.cores = workload.cores, .reaction = reaction};
  result.rules_schedule = simulate(build_wall_workload(trace), graph, order, rules);
  result.by_rules = result.rules_schedule.makespan;

  SimulationOptions options{.cores = workload.cores,
                            .taken = find_taken_cores(trace),
                            .reaction = reaction,
                            .scheduling_latency = kSchedulingLatency,
                            .record_parts = true};
  result.schedule = simulate(workload, graph, order, options);
  result.simulated = result.schedule.makespan;
  options.taken.clear();
  result.ours = simulate(workload, graph, order, options).makespan;
  result.error = ratio(result.simulated - result.recorded, result.recorded);
  result.error_rules = ratio(result.by_rules - result.recorded, result.recorded);
  result.divergence = find_divergence(trace, workload, result.schedule);
  return result;
}

std::vector<TakenCores> find_taken_cores(const Trace& trace) {
  // Long enough for two or three samples, whose busy and own time are not read at one moment, and
  // short enough to keep bursts of others apart. Chosen, not measured.
  constexpr Duration kWindow = Duration::milliseconds(100);
  std::vector<TakenCores> taken;
  Timestamp window_start;
  // Core-nanoseconds. Less than nothing, as ticks make it, is owed by the next window: cut off at
  // zero each time, the noise would add up to load.
  double sum = 0;
  Timestamp last;
  for (const Sample& sample : trace.samples) {
    double length = static_cast<double>((sample.time - last).nanoseconds());
    last = sample.time;
    double others = sample.own_cores ? sample.busy_cores - *sample.own_cores : 0;
    sum += length * (others + sample.stolen_cores.value_or(0));
    if (sample.time - window_start < kWindow && &sample != &trace.samples.back()) continue;
    auto window = static_cast<double>((sample.time - window_start).nanoseconds());
    if (window > 0) taken.push_back({.from = window_start, .cores = std::max(0.0, sum / window)});
    window_start = sample.time;
    sum = std::min(0.0, sum);
  }
  if (!taken.empty()) taken.push_back({.from = last});
  return taken;
}

double mean_taken_cores(const Trace& trace) {
  std::vector<TakenCores> taken = find_taken_cores(trace);
  double sum = 0;  // core-nanoseconds
  for (size_t i = 0; i + 1 < taken.size(); ++i)
    sum += taken[i].cores * static_cast<double>((taken[i + 1].from - taken[i].from).nanoseconds());
  return trace.run.wall > Duration() ? sum / static_cast<double>(trace.run.wall.nanoseconds()) : 0;
}

}  // namespace makespan
