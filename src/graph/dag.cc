#include "graph/dag.h"

#include <algorithm>

#include "base/check.h"

namespace makespan {

Dag::Dag(uint32_t node_count, std::span<const Edge> edges)
    : forward_(pack(node_count, edges, true)), backward_(pack(node_count, edges, false)) {}

// A counting sort by the near end; stable, so that each row keeps the order of the edges.
Dag::Rows Dag::pack(uint32_t node_count, std::span<const Edge> edges, bool forward) {
  Rows rows{.first = std::vector<uint32_t>(node_count + 1), .arcs = std::vector<Arc>(edges.size())};
  for (const Edge& edge : edges) {
    CHECK(edge.from < node_count && edge.to < node_count);
    ++rows.first[(forward ? edge.from : edge.to) + 1];
  }
  for (uint32_t node = 0; node < node_count; ++node)
    rows.first[node + 1] += rows.first[node];
  std::vector<uint32_t> next(rows.first.begin(), rows.first.end() - 1);
  for (const Edge& edge : edges) {
    uint32_t near = forward ? edge.from : edge.to;
    uint32_t far = forward ? edge.to : edge.from;
    rows.arcs[next[near]++] = {.node = far, .label = edge.label};
  }
  return rows;
}

namespace {

// Every node left over waits for another one left over, so walking back among them must come to a
// node a second time: what lies between is a cycle.
std::vector<uint32_t> find_cycle(const Dag& dag, const std::vector<uint32_t>& waiting) {
  std::vector<uint32_t> place(dag.node_count(), UINT32_MAX);
  std::vector<uint32_t> walk;
  auto left_over = std::find_if(waiting.begin(), waiting.end(), [](uint32_t n) { return n > 0; });
  uint32_t at = static_cast<uint32_t>(left_over - waiting.begin());
  while (place[at] == UINT32_MAX) {
    place[at] = static_cast<uint32_t>(walk.size());
    walk.push_back(at);
    std::span<const Arc> before = dag.before(at);
    at = std::find_if(before.begin(), before.end(), [&](Arc arc) {
           return waiting[arc.node] > 0;
         })->node;
  }
  walk.erase(walk.begin(), walk.begin() + place[at]);
  std::reverse(walk.begin(), walk.end());
  return walk;
}

}  // namespace

TopologicalOrder topological_order(const Dag& dag) {
  TopologicalOrder result;
  std::vector<uint32_t> waiting(dag.node_count());
  result.order.reserve(dag.node_count());
  for (uint32_t node = 0; node < dag.node_count(); ++node) {
    waiting[node] = static_cast<uint32_t>(dag.before(node).size());
    if (waiting[node] == 0) result.order.push_back(node);
  }
  for (size_t next = 0; next < result.order.size(); ++next) {
    for (Arc arc : dag.after(result.order[next])) {
      if (--waiting[arc.node] == 0) result.order.push_back(arc.node);
    }
  }
  if (result.order.size() < dag.node_count()) result.cycle = find_cycle(dag, waiting);
  return result;
}

}  // namespace makespan
