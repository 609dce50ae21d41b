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
};

// The policy that a recorded build tool has.
Policy policy_of(BuildTool tool);

// Ties by a shuffle of `seed`; seed 0 is the order of the tasks in the build file as far as it is
// known, which is by id.
QueueOrder find_queue_order(const Workload& workload, const TaskGraph& graph, Policy policy,
                            uint64_t seed);

// A permutation of 0 … count-1; seed 0 is the identity.
DenseMap<TaskId, uint32_t> shuffled_ties(size_t count, uint64_t seed);

// Ties as the recorded build decided them: for a replay alone. Ids are by recorded start.
QueueOrder with_recorded_ties(QueueOrder order);

// Cargo's priority: 100 for the task itself and for each that transitively waits for it. Exact, in
// O(tasks / 64 × edges): 20,000 units in well under a second.
DenseMap<TaskId, int64_t> cargo_priorities(const TaskGraph& graph);

}  // namespace makespan
