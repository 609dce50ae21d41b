#include "simulate/policy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "graph/path_lengths.h"
#include "simulate/bounds.h"
#include "simulate/random.h"

namespace makespan {

Policy policy_of(BuildTool tool) {
  switch (tool) {
    case BuildTool::cargo:
      return Policy::cargo;
    case BuildTool::ninja:
      return Policy::ninja;
    case BuildTool::make:
      return Policy::make;
    case BuildTool::other:
      return Policy::fifo;
  }
  return Policy::fifo;
}

// Sets of dependents as bits, 1024 of them at a time so that a set fits two cache lines.
DenseMap<TaskId, int64_t> cargo_priorities(const TaskGraph& graph) {
  constexpr uint32_t kWords = 16;
  constexpr uint32_t kColumns = kWords * 64;
  using Row = std::array<uint64_t, kWords>;
  uint32_t count = graph.task_count();
  DenseMap<TaskId, int64_t> priority(count);
  std::vector<Row> rows(count);
  // Columns are places in the order. Whoever has a dependent in a block lies before the block's
  // end, so only those rows are computed, each before it is read; the rows behind stay empty.
  const std::vector<uint32_t>& order = graph.order();
  for (uint32_t first = 0; first < count; first += kColumns) {
    uint32_t end = std::min(count, first + kColumns);
    for (uint32_t place = end; place-- > 0;) {
      uint32_t at = order[place];
      Row row{};
      if (place >= first) row[(place - first) / 64] |= uint64_t{1} << ((place - first) % 64);
      for (Arc arc : graph.dag().after(at)) {
        const Row& dependent = rows[arc.node];
        for (uint32_t word = 0; word < kWords; ++word)
          row[word] |= dependent[word];
      }
      int64_t members = 0;
      for (uint64_t word : row)
        members += std::popcount(word);
      rows[at] = row;
      priority[TaskId(at)] += 100 * members;
    }
  }
  return priority;
}

DenseMap<TaskId, uint32_t> shuffled_ties(size_t count, uint64_t seed) {
  DenseMap<TaskId, uint32_t> tie(count);
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  if (seed != 0) {
    Random random(seed);
    for (size_t i = count; i > 1; --i)
      std::swap(order[i - 1], order[random.below(i)]);
  }
  for (uint32_t i = 0; i < count; ++i)
    tie[TaskId(order[i])] = i;
  return tie;
}

QueueOrder find_queue_order(const Workload& workload, const TaskGraph& graph, Policy policy,
                            uint64_t seed) {
  QueueOrder order{.priority = DenseMap<TaskId, int64_t>(workload.tasks.size()),
                   .tie = shuffled_ties(workload.tasks.size(), seed)};
  switch (policy) {
    case Policy::cargo:
      order.priority = cargo_priorities(graph);
      order.among_equals = AmongEquals::newest_first;
      break;
    case Policy::ninja:
    case Policy::make:
      break;
    case Policy::fifo:
      order.among_equals = AmongEquals::oldest_first;
      break;
    case Policy::longest_path_first: {
      PathLengths lengths = find_path_lengths(graph, durations_with_calls(workload, graph));
      for (uint32_t i = 0; i < workload.tasks.size(); ++i)
        order.priority[TaskId(i)] = lengths.from[TaskId(i)].nanoseconds();
      break;
    }
  }
  return order;
}

QueueOrder with_recorded_ties(QueueOrder order, const Trace& trace, const TaskGraph& graph,
                              Policy policy) {
  for (uint32_t i = 0; i < order.tie.size(); ++i)
    order.tie[TaskId(i)] = i;
  if (policy != Policy::cargo) {
    order.among_equals = AmongEquals::by_tie;
    return order;
  }
  order.recorded = DenseMap<TaskId, QueueOrder::Recorded>(trace.tasks.size());
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    Timestamp ready;
    for (Arc arc : graph.dag().before(i)) {
      const Task& on = trace.tasks[arc.node];
      bool early = waits_for(arc) == WaitsFor::metadata && on.metadata_ready;
      ready = std::max(ready, early ? *on.metadata_ready : on.end());
    }
    order.recorded[TaskId(i)] = {.ready = ready, .start = trace.tasks[i].start};
  }
  return order;
}

}  // namespace makespan
