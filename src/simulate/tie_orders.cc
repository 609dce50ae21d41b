#include "simulate/tie_orders.h"

#include <algorithm>

namespace makespan {

MakespanRange simulate_tie_orders(const Workload& workload, const TaskGraph& graph, Policy policy,
                                  const SimulationOptions& options, uint32_t count) {
  struct Outcome {
    Duration makespan;
    Duration busy;
  };
  QueueOrder order = find_queue_order(workload, graph, policy, 1);
  std::vector<Outcome> outcomes;
  for (uint32_t seed = 1; seed <= std::max(1U, count); ++seed) {
    order.tie = shuffled_ties(workload.tasks.size(), seed);
    Schedule schedule = simulate(workload, graph, order, options);
    outcomes.push_back({.makespan = schedule.makespan, .busy = schedule.busy});
  }
  std::sort(outcomes.begin(), outcomes.end(),
            [](const Outcome& a, const Outcome& b) { return a.makespan < b.makespan; });
  const Outcome& middle = outcomes[outcomes.size() / 2];
  return {.minimum = outcomes.front().makespan,
          .median = middle.makespan,
          .maximum = outcomes.back().makespan,
          .busy = middle.busy};
}

}  // namespace makespan
