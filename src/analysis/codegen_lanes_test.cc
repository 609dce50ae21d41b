#include "analysis/codegen_lanes.h"

#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

TEST(CodegenLanes, PackSpansThatOverlapIntoThreads) {
  Tale tale("cargo build");
  tale.unit("a", "1.0.0", 0, {.frontend = 50, .codegen = {30, 20, 20}});
  std::vector<CodegenUnit> units = find_codegen_lanes(tale.end(200));
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].codegen_units, 3U);
  EXPECT_EQ(units[0].lanes, 2U);
  EXPECT_EQ(units[0].window, Duration::milliseconds(40));
  EXPECT_DOUBLE_EQ(units[0].parallelism, 70.0 / 40.0);
  ASSERT_EQ(units[0].spans.size(), 3U);
  EXPECT_EQ(units[0].spans[0].lane, 0U);
  EXPECT_EQ(units[0].spans[1].lane, 1U);
  EXPECT_EQ(units[0].spans[2].lane, 1U);
}

TEST(CodegenLanes, LeaveOutThePauseBetweenCodegenAndLto) {
  Tale tale("cargo build");
  TaskId id = tale.unit("a", "1.0.0", 0, {.codegen = {30}});
  tale.builder().task(id).wall = Duration::milliseconds(100);
  tale.builder().add_section({.task = id,
                              .kind = SectionKind::lto,
                              .start = Timestamp::at(Duration::milliseconds(60)),
                              .wall = Duration::milliseconds(40),
                              .cpu = Duration::milliseconds(20)});
  CodegenUnit unit = find_codegen_lanes(tale.end(200)).at(0);
  EXPECT_EQ(unit.window, Duration::milliseconds(70));
  EXPECT_DOUBLE_EQ(unit.parallelism, 1);
  EXPECT_EQ(unit.codegen_units, 1U);
}

TEST(CodegenLanes, ComeHeaviestFirstAndNoMoreThanAsked) {
  Tale tale("cargo build");
  tale.unit("light", "1.0.0", 0, {.codegen = {10}});
  tale.unit("heavy", "1.0.0", 1, {.codegen = {30}});
  tale.unit("none", "1.0.0", 2, {.frontend = 90});
  std::vector<CodegenUnit> units = find_codegen_lanes(tale.end(200), 1);
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].task, TaskId(1));
}

TEST(CodegenLanes, AreNotTakenFromATargetDirectoryWhichKnowsNoThreads) {
  Tale tale("", RunSource::target_directory);
  tale.unit("a", "1.0.0", 0, {.frontend = 50, .codegen = {30}});
  EXPECT_TRUE(find_codegen_lanes(tale.end(200)).empty());
}

}  // namespace
}  // namespace makespan
