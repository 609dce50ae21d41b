#pragma once
// Seeded random task graphs for tests: the shapes that builds have, with durations of every kind
// (zero, equal, long) so that ties and empty tasks are met.

#include <cstdint>
#include <vector>

#include "graph/task_graph.h"

namespace makespan::testing {

struct RandomTasks {
  std::vector<Dependency> dependencies;
  TaskDurations durations;

  [[nodiscard]] TaskGraph graph() const { return TaskGraph(durations.whole.size(), dependencies); }
};

// About `edges_per_task` dependencies a task, a third of them on metadata; most reach back only a
// little, so that paths get long. Ids are shuffled: no algorithm may rely on their order.
RandomTasks random_tasks(uint32_t task_count, double edges_per_task, uint64_t seed);

}  // namespace makespan::testing
