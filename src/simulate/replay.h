#pragma once
// Replay: the recorded build simulated at its own parallelism, beside what was recorded. Two
// gauges:
//
//   by rules  recorded wall durations and recorded ties: are the graph and the queue's rules right?
//   by CPU    the model that predictions use, on the cores that the samples say were left to us
//
// No recorded start goes in; of the recorded order only which of two ready tasks of equal priority
// went first.

#include <optional>

#include "simulate/simulate.h"

namespace makespan {

// The first task, in simulated order, that starts more than 5% of the build early or late.
struct Divergence {
  TaskId task;
  Duration recorded_start;
  Duration simulated_start;
};

struct Replay {
  Duration recorded;   // the run's wall time
  Duration simulated;  // by CPU
  Duration by_rules;
  Duration ours;  // by CPU with the machine to ourselves: what `simulated` would be on a quiet one
  double error = 0;  // by CPU, signed, as a fraction of `recorded`
  double error_rules = 0;
  std::optional<Divergence> divergence;  // of the simulation by CPU
  Schedule schedule;                     // by CPU, with parts
  Schedule rules_schedule;               // by rules

  // Over this, predictions from the run are called unreliable.
  static constexpr double kUnreliable = 0.05;
  [[nodiscard]] bool reliable() const { return error < kUnreliable && error > -kUnreliable; }
};

Replay replay(const Trace& trace, const Workload& workload, const TaskGraph& graph);

// Cores that the samples show were taken by others, averaged over a tenth of a second each.
std::vector<TakenCores> find_taken_cores(const Trace& trace);
double mean_taken_cores(const Trace& trace);

}  // namespace makespan
