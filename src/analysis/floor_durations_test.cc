#include "analysis/floor_durations.h"

#include <gtest/gtest.h>

#include "analysis/testing/tale.h"
#include "graph/critical_path.h"
#include "model/testing/generated_trace.h"

namespace makespan {
namespace {

Duration ms(int n) {
  return Duration::milliseconds(n);
}

TEST(FloorDurations, CountParallelSectionsOnce) {
  Tale tale("cargo build");
  tale.unit("a", "1.0.0", 0, {.frontend = 50, .codegen = {30, 20, 20}, .link = 10});
  TaskDurations floor = floor_durations(tale.end(200));
  EXPECT_EQ(floor.whole[TaskId(0)], ms(90));
  EXPECT_EQ(floor.until_metadata[TaskId(0)], ms(50));
}

TEST(FloorDurations, DropWaitsForACoreAndKeepBlockedTime) {
  Tale tale("cargo build");
  TaskId id = tale.unit("a", "1.0.0", 0, {.kind = TaskKind::test_run});
  tale.builder().task(id).wall = ms(100);
  tale.builder().task(id).cpu = ms(30);
  tale.builder().task(id).run_queue_wait = ms(25);
  EXPECT_EQ(floor_durations(tale.end(200)).whole[TaskId(0)], ms(75));
}

// Two test threads on two cores; on more cores the program would have started more of them.
TEST(FloorDurations, CountOnlyTheLongestThreadOfATestProgramThatHasSeveral) {
  Tale tale("cargo test");
  TaskId id = tale.unit("a", "1.0.0", 0, {.kind = TaskKind::test_run});
  ProcessId process = tale.builder().add_process({});
  tale.builder().task(id).process = process;
  tale.builder().task(id).wall = ms(100);
  tale.builder().task(id).cpu = ms(200);
  for (int cpu : {40, 60, 70, 30})
    tale.builder().add_thread({.process = process, .usage = {.cpu = ms(cpu)}});
  EXPECT_EQ(floor_durations(tale.end(200)).whole[TaskId(0)], ms(70));
}

TEST(FloorDurations, AreNothingForATestProgramOfThreadsThatNobodySaw) {
  Tale tale("cargo test", RunSource::coarse);
  TaskId id = tale.unit("a", "1.0.0", 0, {.kind = TaskKind::test_run});
  tale.builder().task(id).wall = ms(100);
  tale.builder().task(id).cpu = ms(180);
  EXPECT_EQ(floor_durations(tale.end(200)).whole[TaskId(0)], Duration());
}

TEST(FloorDurations, CountABuildScriptsOwnCpuWhereItWaitsForCompilers) {
  Tale tale("cargo build");
  TaskId id = tale.unit("ring", "1.0.0", 0,
                        {.kind = TaskKind::build_script_run, .compile_c = {40, 30, 20}});
  tale.builder().add_section({.task = id,
                              .kind = SectionKind::script,
                              .wall = ms(60),
                              .cpu = ms(5),
                              .run_queue_wait = ms(0)});
  EXPECT_EQ(floor_durations(tale.end(200)).whole[TaskId(0)], ms(45));
}

TEST(FloorDurations, AreWallTimesWhereNoCpuIsKnown) {
  Tale tale("", RunSource::target_directory);
  tale.unit("a", "1.0.0", 0, {.kind = TaskKind::binary, .rest = 70});
  EXPECT_EQ(floor_durations(tale.end(200)).whole[TaskId(0)], ms(70));
}

TEST(FloorDurations, AreNeverLongerThanWhatWasMeasured) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    Trace trace = generate_trace(seed, {.units = 40, .processes = 100, .threads = 200});
    TaskDurations floor = floor_durations(trace);
    TaskDurations wall = wall_durations(trace);
    for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
      EXPECT_LE(floor.whole[TaskId(i)], wall.whole[TaskId(i)]);
      EXPECT_LE(floor.until_metadata[TaskId(i)], wall.until_metadata[TaskId(i)]);
      EXPECT_LE(floor.until_metadata[TaskId(i)], floor.whole[TaskId(i)]);
    }
    TaskGraph graph(trace);
    EXPECT_LE(find_critical_path(graph, floor).length, find_critical_path(graph, wall).length);
  }
}

}  // namespace
}  // namespace makespan
