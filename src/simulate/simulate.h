#pragma once
// The simulation: a workload on so many cores with so many slots, under a build tool's own rules.
//
// Cores are shared fairly: with n threads that want to run on c cores each gets min(1, c/n) of one.
// Slots: an invocation has `jobs` tokens. Each task holds one from its start to its very end (for
// cargo even after its metadata); a compiler's further threads take one each while they run, from
// the same pool (the jobserver):
//
//   - A task that ends gives its token to the next ready task, if there is one (cargo looks at its
//     own queue before it lets the token go).
//   - Any other token that comes free goes to whoever asked first: a pipe wakes its readers in the
//     order in which they came. Cargo and each compiler have one reader at a time.
//   - A compiler keeps a token while it has units of codegen left.
//
// Under other tools tokens are plain slots: what they start takes no token for its further threads
// (of make's and ninja's own job servers nothing is modelled).

#include <optional>
#include <vector>

#include "simulate/contention.h"
#include "simulate/policy.h"
#include "simulate/processors.h"
#include "simulate/workload.h"

namespace makespan {

struct SimulationOptions {
  double cores = 1;
  std::optional<uint32_t> jobs;  // of every invocation; none: as recorded
  Contention contention;
  std::vector<TakenCores> taken;  // by time; empty: the machine is ours
  // From the moment at which a task gets its slot until it runs; passes by itself. The first task
  // of an invocation has it within the lead.
  Duration reaction;
  Duration scheduling_latency;  // of each thread that is woken while all cores are busy
  bool record_parts = false;    // fill Schedule::parts
};

struct Span {
  Timestamp start;
  Timestamp end;
  [[nodiscard]] Duration length() const { return end - start; }
};

struct Schedule {
  DenseMap<TaskId, Span> tasks;  // both zero for tasks that are not present
  DenseMap<TaskId, Timestamp> metadata;
  std::vector<Span> parts;  // like Workload::parts; empty unless asked for
  Duration makespan;        // from the run's start to its end, lead and tail included
  Duration busy;            // core time used
  // busy / (cores × makespan).
  [[nodiscard]] double utilisation(double cores) const {
    return makespan > Duration() ? ratio(busy, makespan * cores) : 0;
  }
};

// Deterministic: the same arguments give the same schedule on every platform.
// O((parts + dependencies) log parts).
Schedule simulate(const Workload& workload, const TaskGraph& graph, const QueueOrder& order,
                  const SimulationOptions& options);

}  // namespace makespan
