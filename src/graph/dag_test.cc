#include "graph/dag.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "graph/testing/random_tasks.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<uint32_t> nodes(std::span<const Arc> arcs) {
  std::vector<uint32_t> result;
  for (Arc arc : arcs)
    result.push_back(arc.node);
  return result;
}

TEST(Dag, WalksBothDirectionsInTheOrderOfTheEdges) {
  std::vector<Edge> edges = {{0, 2, 7}, {1, 2, 8}, {0, 1, 9}};
  Dag dag(3, edges);
  EXPECT_THAT(nodes(dag.after(0)), ElementsAre(2, 1));
  EXPECT_THAT(nodes(dag.before(2)), ElementsAre(0, 1));
  EXPECT_THAT(nodes(dag.before(0)), IsEmpty());
  EXPECT_EQ(dag.before(2)[1].label, 8U);
  EXPECT_EQ(dag.edge_count(), 3U);
}

TEST(Dag, OfNoNodesIsFine) {
  Dag dag(0, {});
  EXPECT_EQ(dag.node_count(), 0U);
  EXPECT_THAT(topological_order(dag).order, IsEmpty());
  EXPECT_EQ(Dag().node_count(), 0U);
}

TEST(TopologicalOrder, PutsWhatBecomesFreeTogetherInAscendingOrder) {
  std::vector<Edge> edges = {{3, 0}, {3, 1}, {1, 0}};
  EXPECT_THAT(topological_order(Dag(4, edges)).order, ElementsAre(2, 3, 1, 0));
}

TEST(TopologicalOrder, NamesOneCycleAndNotWhatHangsBehindIt) {
  std::vector<Edge> edges = {{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}};
  TopologicalOrder result = topological_order(Dag(5, edges));
  EXPECT_THAT(result.order, ElementsAre(0));
  ASSERT_THAT(result.cycle, SizeIs(3));
  std::rotate(result.cycle.begin(), std::min_element(result.cycle.begin(), result.cycle.end()),
              result.cycle.end());
  EXPECT_THAT(result.cycle, ElementsAre(1, 2, 3));
}

TEST(TopologicalOrder, NamesATaskThatWaitsForItself) {
  std::vector<Edge> edges = {{0, 0}};
  EXPECT_THAT(topological_order(Dag(1, edges)).cycle, ElementsAre(0));
}

TEST(TopologicalOrder, PointsEveryEdgeOfARandomGraphForward) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    TaskGraph graph = testing::random_tasks(300, 3, seed).graph();
    std::vector<uint32_t> place(300);
    for (uint32_t i = 0; i < 300; ++i)
      place[graph.order()[i]] = i;
    for (uint32_t node = 0; node < 300; ++node) {
      for (Arc arc : graph.dag().after(node))
        EXPECT_LT(place[node], place[arc.node]);
    }
  }
}

}  // namespace
}  // namespace makespan
