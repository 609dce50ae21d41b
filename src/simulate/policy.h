#pragma once
// QueueOrder: which of the ready tasks a build tool starts next.
//
// A task with a higher priority goes first. Among equals the one that became ready later
// (cargo pops its sorted queue from the end) or earlier, and among those that became ready together
// the lower tie. Ties are what a tool leaves to chance (cargo: hash order): a seeded shuffle in a
// prediction, the recorded order in a replay.

#include <cstdint>

#include "simulate/workload.h"

namespace makespan {

enum class Policy {
  cargo,               // by how many tasks wait for it, directly or not
  ninja,               // in the order of the build file
  make,                // in the order of the makefile
  fifo,                // first ready, first started
  longest_path_first,  // what a scheduler could do that knew how long each task takes
};

enum class AmongEquals { newest_first, oldest_first, by_tie };

struct QueueOrder {
  DenseMap<TaskId, int64_t> priority;
  DenseMap<TaskId, uint32_t> tie;
  AmongEquals among_equals = AmongEquals::by_tie;

  // For a replay: of equals that were ready together in the recording the one that was started
  // first goes first, whatever among_equals says. See with_recorded_ties.
  struct Recorded {
    Timestamp ready;
    Timestamp start;
  };
  DenseMap<TaskId, Recorded> recorded;  // empty in a prediction
};

// The policy that a recorded build tool has.
Policy policy_of(BuildTool tool);

// Ties by a shuffle of `seed`. Seed 0 is by id, which in a recorded trace is the order of the
// recorded starts: for replays and for workloads that were never recorded. Predictions use the
// seeds from 1 on. The order of a build file is in no recording, so ninja and make range over
// shuffles like cargo.
QueueOrder find_queue_order(const Workload& workload, const TaskGraph& graph, Policy policy,
                            uint64_t seed);

// A permutation of 0 … count-1; seed 0 is the identity.
DenseMap<TaskId, uint32_t> shuffled_ties(size_t count, uint64_t seed);

// Ties as the recorded build decided them: for a replay alone. Under cargo only between tasks that
// were ready at the same time in the recording too; others follow the queue's own rule. The other
// tools have one priority for all, and there the recorded order is used as it is.
QueueOrder with_recorded_ties(QueueOrder order, const Trace& trace, const TaskGraph& graph,
                              Policy policy);

// Cargo's priority: 100 for the task itself and for each that transitively waits for it. Exact, in
// O(tasks / 64 × edges): 20,000 units in well under a second.
DenseMap<TaskId, int64_t> cargo_priorities(const TaskGraph& graph);

}  // namespace makespan
