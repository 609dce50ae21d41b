#include "graph/drag.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "graph/critical_path.h"
#include "graph/slack.h"
#include "graph/testing/random_tasks.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

TaskDurations durations(std::vector<int64_t> whole) {
  TaskDurations result{.whole = DenseMap<TaskId, Duration>(whole.size()),
                       .until_metadata = DenseMap<TaskId, Duration>(whole.size())};
  for (uint32_t i = 0; i < whole.size(); ++i) {
    result.whole[TaskId(i)] = ms(whole[i]);
    result.until_metadata[TaskId(i)] = ms(whole[i]);
  }
  return result;
}

Dependency needs(uint32_t task, uint32_t on) {
  return {.task = TaskId(task), .on = TaskId(on)};
}

Duration drag_by_recomputation(const TaskGraph& graph, TaskDurations times, TaskId task) {
  Duration before = find_path_lengths(graph, times).longest;
  times.whole[task] = Duration();
  times.until_metadata[task] = Duration();
  return before - find_path_lengths(graph, times).longest;
}

TEST(Drag, IsTheWholeTaskInAChain) {
  std::vector<Dependency> chain = {needs(1, 0), needs(2, 1)};
  DenseMap<TaskId, Duration> drag = find_drag(TaskGraph(3, chain), durations({5, 7, 3}));
  EXPECT_EQ(drag[TaskId(0)], ms(5));
  EXPECT_EQ(drag[TaskId(1)], ms(7));
  EXPECT_EQ(drag[TaskId(2)], ms(3));
}

TEST(Drag, IsLimitedByTheNextLongestWay) {
  // 0 → {1, 2} → 3: without 1 the way through 2 is only 2 ms shorter.
  std::vector<Dependency> diamond = {needs(1, 0), needs(2, 0), needs(3, 1), needs(3, 2)};
  DenseMap<TaskId, Duration> drag = find_drag(TaskGraph(4, diamond), durations({5, 10, 8, 1}));
  EXPECT_EQ(drag[TaskId(1)], ms(2));
  EXPECT_EQ(drag[TaskId(2)], ms(0));
  EXPECT_EQ(drag[TaskId(0)], ms(5));
}

TEST(Drag, OfATaskBesideAnIndependentChainIsTheDifference) {
  DenseMap<TaskId, Duration> drag = find_drag(TaskGraph(2, {}), durations({10, 9}));
  EXPECT_EQ(drag[TaskId(0)], ms(1));
  EXPECT_EQ(drag[TaskId(1)], ms(0));
}

TEST(Drag, OfATaskWhoseCodegenEndsTheBuildStopsAtItsMetadata) {
  // 1 waits for 0's metadata; 0's codegen outlasts 1.
  std::vector<Dependency> pipelined = {{TaskId(1), TaskId(0), WaitsFor::metadata}};
  TaskDurations times = durations({100, 20});
  times.until_metadata[TaskId(0)] = ms(10);
  DenseMap<TaskId, Duration> drag = find_drag(TaskGraph(2, pipelined), times);
  EXPECT_EQ(drag[TaskId(0)], ms(80));
  EXPECT_EQ(drag[TaskId(1)], ms(0));
}

TEST(Drag, OfNoTasksIsEmpty) {
  EXPECT_EQ(find_drag(TaskGraph(), TaskDurations{}).size(), 0U);
}

TEST(Drag, EqualsRecomputationOnSmallRandomGraphs) {
  for (uint64_t seed = 1; seed <= 600; ++seed) {
    auto tasks_count = static_cast<uint32_t>(2 + seed % 40);
    testing::RandomTasks tasks =
        testing::random_tasks(tasks_count, 0.5 + 0.25 * static_cast<double>(seed % 9), seed);
    TaskGraph graph = tasks.graph();
    DenseMap<TaskId, Duration> drag = find_drag(graph, tasks.durations);
    for (uint32_t i = 0; i < tasks_count; ++i) {
      ASSERT_EQ(drag[TaskId(i)], drag_by_recomputation(graph, tasks.durations, TaskId(i)))
          << "seed " << seed << ", task " << i;
    }
  }
}

TEST(Drag, EqualsRecomputationOnARandomGraphOfTwoThousand) {
  testing::RandomTasks tasks = testing::random_tasks(2000, 2.5, 7);
  TaskGraph graph = tasks.graph();
  DenseMap<TaskId, Duration> drag = find_drag(graph, tasks.durations);
  for (uint32_t i = 0; i < 2000; ++i)
    ASSERT_EQ(drag[TaskId(i)], drag_by_recomputation(graph, tasks.durations, TaskId(i))) << i;
}

TEST(Drag, EqualsRecomputationWhereItIsLargestAmongAHundredThousand) {
  testing::RandomTasks tasks = testing::random_tasks(100'000, 3, 11);
  TaskGraph graph = tasks.graph();
  DenseMap<TaskId, Duration> drag = find_drag(graph, tasks.durations);
  CriticalPath path = find_critical_path(graph, tasks.durations);
  std::mt19937_64 random(3);
  for (int i = 0; i < 15; ++i) {
    TaskId on_path = path.steps[random() % path.steps.size()].task;
    ASSERT_EQ(drag[on_path], drag_by_recomputation(graph, tasks.durations, on_path));
    TaskId any(random() % 100'000);
    ASSERT_EQ(drag[any], drag_by_recomputation(graph, tasks.durations, any));
  }
}

TEST(Slack, IsHowLongATaskMayGrowBeforeTheEndMoves) {
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    testing::RandomTasks tasks = testing::random_tasks(30, 1.5, seed);
    TaskGraph graph = tasks.graph();
    PathLengths lengths = find_path_lengths(graph, tasks.durations);
    DenseMap<TaskId, TaskSlack> slack = find_slack(lengths);
    for (uint32_t i = 0; i < 30; ++i) {
      Duration spare = slack[TaskId(i)].slack();
      TaskDurations longer = tasks.durations;
      longer.whole[TaskId(i)] += spare;
      longer.until_metadata[TaskId(i)] += spare;
      EXPECT_EQ(find_path_lengths(graph, longer).longest, lengths.longest);
      longer.whole[TaskId(i)] += ms(1);
      longer.until_metadata[TaskId(i)] += ms(1);
      EXPECT_EQ(find_path_lengths(graph, longer).longest, lengths.longest + ms(1));
    }
  }
}

TEST(Slack, OfTheCriticalPathIsNone) {
  testing::RandomTasks tasks = testing::random_tasks(200, 2, 5);
  TaskGraph graph = tasks.graph();
  DenseMap<TaskId, TaskSlack> slack = find_slack(find_path_lengths(graph, tasks.durations));
  for (const CriticalStep& step : find_critical_path(graph, tasks.durations).steps)
    EXPECT_EQ(slack[step.task].slack(), Duration());
}

}  // namespace
}  // namespace makespan
