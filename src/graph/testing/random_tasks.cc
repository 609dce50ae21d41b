#include "graph/testing/random_tasks.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace makespan::testing {

RandomTasks random_tasks(uint32_t task_count, double edges_per_task, uint64_t seed) {
  std::mt19937_64 random(seed);
  auto below = [&](uint64_t n) { return static_cast<uint32_t>(random() % n); };

  std::vector<uint32_t> id(task_count);
  std::iota(id.begin(), id.end(), 0U);
  std::shuffle(id.begin(), id.end(), random);

  RandomTasks tasks{.durations = {.whole = DenseMap<TaskId, Duration>(task_count),
                                  .until_metadata = DenseMap<TaskId, Duration>(task_count)}};
  for (uint32_t i = 0; i < task_count; ++i) {
    uint32_t kind = below(10);
    Duration whole = Duration::milliseconds(kind == 0 ? 0 : kind < 7 ? below(20) : below(500));
    tasks.durations.whole[TaskId(i)] = whole;
    tasks.durations.until_metadata[TaskId(i)] = whole * (0.1 * below(11));
  }
  auto edge_count = static_cast<uint64_t>(edges_per_task * task_count);
  for (uint64_t i = 0; i < edge_count && task_count > 1; ++i) {
    uint32_t to = 1 + below(task_count - 1);
    uint32_t from = below(3) == 0 ? below(to) : to - 1 - below(std::min(to, 8U));
    tasks.dependencies.push_back({.task = TaskId(id[to]),
                                  .on = TaskId(id[from]),
                                  .waits_for = below(3) == 0 ? WaitsFor::metadata : WaitsFor::all});
  }
  return tasks;
}

}  // namespace makespan::testing
