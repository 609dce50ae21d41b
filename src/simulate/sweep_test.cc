#include "simulate/sweep.h"

#include <gtest/gtest.h>

#include "graph/testing/random_tasks.h"
#include "simulate/bounds.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// One thread a task, nothing blocked.
Workload workload_of(const testing::RandomTasks& tasks, double cores) {
  Workload workload{
      .dependencies = tasks.dependencies, .invocations = {{.jobs = 4}}, .cores = cores, .jobs = 4};
  for (uint32_t i = 0; i < tasks.durations.whole.size(); ++i) {
    Duration until = tasks.durations.until_metadata[TaskId(i)];
    workload.tasks.push_back({.invocation = InvocationId(0),
                              .metadata_stage = 0,
                              .parts = {.first = 2 * i, .count = 2}});
    workload.parts.push_back({.stage = 0, .cpu = until});
    workload.parts.push_back({.stage = 1, .cpu = tasks.durations.whole[TaskId(i)] - until});
  }
  return workload;
}

Workload equal_tasks(uint32_t count) {
  testing::RandomTasks tasks{
      .durations = {.whole = DenseMap<TaskId, Duration>(count, ms(60)),
                    .until_metadata = DenseMap<TaskId, Duration>(count, ms(60))}};
  return workload_of(tasks, 2);
}

TEST(Sweep, NoCoreCountBeatsTheCriticalPath) {
  for (uint64_t seed = 1; seed <= 15; ++seed) {
    Workload workload = workload_of(testing::random_tasks(60, 1.5, seed), 4);
    Sweep sweep = sweep_cores(workload, workload.graph(), Policy::cargo, {}, kSweepCores, 5);
    ASSERT_EQ(sweep.points.size(), std::size(kSweepCores));
    for (const SweepPoint& point : sweep.points)
      EXPECT_GE(point.range.minimum + Duration::microseconds(1), sweep.limit) << "seed " << seed;
    // With more cores than tasks nothing but the path is left.
    EXPECT_EQ(sweep.points.back().range.maximum, sweep.limit) << "seed " << seed;
  }
}

TEST(Sweep, OfIndependentTasksIsWorkOverCores) {
  Workload workload = equal_tasks(12);
  uint32_t cores[] = {1, 2, 4, 12, 24};
  Sweep sweep = sweep_cores(workload, workload.graph(), Policy::fifo, {}, cores, 1);
  EXPECT_EQ(sweep.points[0].range.median, ms(720));
  EXPECT_EQ(sweep.points[1].range.median, ms(360));
  EXPECT_EQ(sweep.points[3].range.median, ms(60));
  EXPECT_EQ(sweep.points[4].range.median, ms(60));
  EXPECT_EQ(sweep.limit, ms(60));
  EXPECT_DOUBLE_EQ(sweep.points[1].utilisation, 1);
  EXPECT_DOUBLE_EQ(sweep.points[4].utilisation, 0.5);
}

TEST(Sweep, HasItsKneeWhereMoreCoresStopHelping) {
  Workload workload = equal_tasks(12);
  uint32_t cores[] = {1, 2, 4, 12, 24};
  EXPECT_EQ(sweep_cores(workload, workload.graph(), Policy::fifo, {}, cores, 1).knee_cores, 12U);
}

TEST(Sweep, MarksMoreCoresThanTheMachineHas) {
  Workload workload = equal_tasks(3);
  uint32_t cores[] = {1, 2, 3};
  Sweep sweep = sweep_cores(workload, workload.graph(), Policy::fifo, {}, cores, 1);
  EXPECT_FALSE(sweep.points[1].extrapolated);
  EXPECT_TRUE(sweep.points[2].extrapolated);
}

TEST(Drag, WithFewCoresStaysAboveTheBoundsOfTheZeroedBuild) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Workload workload = workload_of(testing::random_tasks(40, 1.5, seed), 2);
    TaskGraph graph = workload.graph();
    for (uint32_t i = 0; i < 40; i += 5) {
      Workload zeroed = workload;
      zeroed.parts[size_t{2} * i].cpu = Duration();
      zeroed.parts[size_t{2} * i + 1].cpu = Duration();
      Duration after = simulate_tie_orders(zeroed, graph, Policy::cargo, {.cores = 2}, 3).minimum;
      EXPECT_GE(after + Duration::microseconds(1), find_bounds(zeroed, graph, 2).larger());
    }
  }
}

}  // namespace
}  // namespace makespan
