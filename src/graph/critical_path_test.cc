#include "graph/critical_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "graph/testing/random_tasks.h"
#include "model/trace_builder.h"

namespace makespan {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

struct Times {
  int64_t whole;
  int64_t until_metadata;
};

TaskDurations durations(std::vector<Times> times) {
  TaskDurations result{.whole = DenseMap<TaskId, Duration>(times.size()),
                       .until_metadata = DenseMap<TaskId, Duration>(times.size())};
  for (uint32_t i = 0; i < times.size(); ++i) {
    result.whole[TaskId(i)] = ms(times[i].whole);
    result.until_metadata[TaskId(i)] = ms(times[i].until_metadata);
  }
  return result;
}

Dependency needs(uint32_t task, uint32_t on, WaitsFor what = WaitsFor::all) {
  return {.task = TaskId(task), .on = TaskId(on), .waits_for = what};
}

TEST(CriticalPath, CountsOnlyTheFrontendWhereMetadataIsEnough) {
  // 0 = syn, 1 = darling, 2 = app
  std::vector<Dependency> dependencies = {needs(1, 0, WaitsFor::metadata), needs(2, 1)};
  CriticalPath path =
      find_critical_path(TaskGraph(3, dependencies), durations({{10, 4}, {20, 5}, {7, 7}}));
  EXPECT_EQ(path.length, ms(31));
  ASSERT_THAT(path.steps, SizeIs(3));
  EXPECT_EQ(path.steps[0].task, TaskId(0));
  EXPECT_EQ(path.steps[0].contributed, ms(4));
  EXPECT_EQ(path.steps[0].next_waits_for, WaitsFor::metadata);
  EXPECT_EQ(path.steps[1].contributed, ms(20));
  EXPECT_EQ(path.steps[2].cumulative, ms(31));
}

TEST(CriticalPath, EndsAtALibraryWhoseCodegenOutlastsItsDependents) {
  std::vector<Dependency> dependencies = {needs(1, 0, WaitsFor::metadata)};
  CriticalPath path =
      find_critical_path(TaskGraph(2, dependencies), durations({{100, 10}, {20, 20}}));
  EXPECT_EQ(path.length, ms(100));
  ASSERT_THAT(path.steps, SizeIs(1));
  EXPECT_EQ(path.steps[0].task, TaskId(0));
}

TEST(CriticalPath, OfEqualChainsTakesTheLowerIds) {
  std::vector<Dependency> dependencies = {needs(2, 1), needs(2, 0), needs(3, 2)};
  CriticalPath path =
      find_critical_path(TaskGraph(4, dependencies), durations({{5, 5}, {5, 5}, {1, 1}, {1, 1}}));
  EXPECT_EQ(path.steps[0].task, TaskId(0));
}

TEST(CriticalPath, OfNoTasksIsEmpty) {
  CriticalPath path = find_critical_path(TaskGraph(), TaskDurations{});
  EXPECT_EQ(path.length, Duration());
  EXPECT_THAT(path.steps, IsEmpty());
}

// Every chain, one after the other.
Duration longest_from(const TaskGraph& graph, const TaskDurations& times, TaskId task) {
  Duration longest = times.whole[task];
  for (Arc arc : graph.dag().after(task.index())) {
    longest = std::max(
        longest, times.until(task, waits_for(arc)) + longest_from(graph, times, TaskId(arc.node)));
  }
  return longest;
}

TEST(CriticalPath, IsTheLongestOfAllChainsOfRandomGraphs) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    testing::RandomTasks tasks =
        testing::random_tasks(static_cast<uint32_t>(2 + seed % 14), 1.5, seed);
    TaskGraph graph = tasks.graph();
    CriticalPath path = find_critical_path(graph, tasks.durations);

    Duration longest;
    for (uint32_t i = 0; i < graph.task_count(); ++i)
      longest = std::max(longest, longest_from(graph, tasks.durations, TaskId(i)));
    EXPECT_EQ(path.length, longest) << "seed " << seed;

    ASSERT_THAT(path.steps, ::testing::Not(IsEmpty()));
    EXPECT_EQ(path.steps.back().cumulative, longest) << "seed " << seed;
    for (size_t i = 0; i + 1 < path.steps.size(); ++i) {
      Dependency step{.task = path.steps[i + 1].task,
                      .on = path.steps[i].task,
                      .waits_for = path.steps[i].next_waits_for};
      EXPECT_NE(std::find(tasks.dependencies.begin(), tasks.dependencies.end(), step),
                tasks.dependencies.end());
    }
  }
}

TEST(TaskDurations, TakeMetadataFromTheRecordedMomentAndCpuFromTheFrontend) {
  TraceBuilder builder;
  TaskId syn =
      builder.add_task({.wall = ms(100), .cpu = ms(150), .metadata_ready = Timestamp::at(ms(40))});
  builder.add_section({.task = syn, .kind = SectionKind::frontend, .wall = ms(40), .cpu = ms(30)});
  builder.add_task({.start = Timestamp::at(ms(1)), .wall = ms(10)});
  Trace trace = std::move(builder).finish().value();

  TaskDurations wall = wall_durations(trace);
  EXPECT_EQ(wall.whole[syn], ms(100));
  EXPECT_EQ(wall.until_metadata[syn], ms(40));
  EXPECT_EQ(wall.until_metadata[TaskId(1)], ms(10));

  TaskDurations cpu = cpu_durations(trace);
  EXPECT_EQ(cpu.whole[syn], ms(150));
  EXPECT_EQ(cpu.until_metadata[syn], ms(30));
  EXPECT_EQ(cpu.whole[TaskId(1)], ms(10));
}

}  // namespace
}  // namespace makespan
