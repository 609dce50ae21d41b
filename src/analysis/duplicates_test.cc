#include "analysis/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;

Duration ms(int n) {
  return Duration::milliseconds(n);
}

TEST(Duplicates, PriceEachVersionAloneAndWithWhatOnlyItPullsIn) {
  Tale tale("cargo build");
  TaskId lock = tale.unit("lock_api", "0.4.0", 0, {.frontend = 7});
  TaskId old = tale.unit("dashmap", "5.5.3", 10, {.frontend = 20}, {lock});
  TaskId fresh = tale.unit("dashmap", "6.1.0", 12, {.frontend = 30});
  TaskId cache = tale.unit("old-cache", "1.0.0", 40, {.frontend = 5}, {old});
  tale.unit("app", "0.1.0", 50, {.local = true, .frontend = 10}, {cache, fresh});
  Duplicates found = find_duplicates(tale.end(100));
  ASSERT_EQ(found.packages.size(), 1U);
  const Duplicate& dashmap = found.packages[0];
  EXPECT_EQ(dashmap.name, "dashmap");
  EXPECT_EQ(dashmap.reason, DuplicateReason::versions);
  ASSERT_EQ(dashmap.builds.size(), 2U);
  EXPECT_EQ(dashmap.builds[0].version, "5.5.3");
  EXPECT_EQ(dashmap.builds[0].own.cpu, ms(20));
  EXPECT_EQ(dashmap.builds[0].exclusive.cpu, ms(27));
  EXPECT_THAT(dashmap.builds[0].dependents, ElementsAre("old-cache"));
  EXPECT_EQ(dashmap.builds[1].exclusive.cpu, ms(30));
  EXPECT_EQ(dashmap.own.cpu, ms(50));
  EXPECT_EQ(dashmap.exclusive.cpu, ms(57));
  EXPECT_EQ(found.own.cpu, ms(50));
}

TEST(Duplicates, CountABuildScriptToItsVersion) {
  Tale tale("cargo build");
  TaskId script =
      tale.unit("thiserror", "1.0.69", 0, {.kind = TaskKind::build_script, .frontend = 3});
  TaskId run = tale.unit("thiserror", "1.0.69", 5,
                         {.kind = TaskKind::build_script_run, .script = 1}, {script});
  tale.unit("thiserror", "1.0.69", 7, {.frontend = 10}, {run});
  tale.unit("thiserror", "2.0.17", 8, {.frontend = 12});
  Duplicates found = find_duplicates(tale.end(30));
  ASSERT_EQ(found.packages.size(), 1U);
  EXPECT_EQ(found.packages[0].builds[0].own.cpu, ms(14));
  EXPECT_EQ(found.packages[0].builds[0].units.size(), 3U);
}

TEST(Duplicates, TellHostFromTargetOfOneVersion) {
  Tale tale("cargo build --target x");
  tale.unit("syn", "2.0.106", 0, {.side = TaskSide::host, .frontend = 10});
  tale.unit("syn", "2.0.106", 1, {.side = TaskSide::target, .frontend = 20, .features = {"full"}});
  Duplicates found = find_duplicates(tale.end(30));
  ASSERT_EQ(found.packages.size(), 1U);
  EXPECT_EQ(found.packages[0].reason, DuplicateReason::sides);
  ASSERT_EQ(found.packages[0].builds.size(), 2U);
  EXPECT_EQ(found.packages[0].builds[0].side, TaskSide::target);
  EXPECT_THAT(found.packages[0].builds[0].features, ElementsAre("full"));
  EXPECT_EQ(found.packages[0].builds[1].own.cpu, ms(10));
}

TEST(Duplicates, CountABuildScriptThatTwoBuildsShareToNeitherButToThePackage) {
  Tale tale("cargo build --target x");
  TaskId script = tale.unit(
      "serde", "1.0.0", 0, {.kind = TaskKind::build_script, .side = TaskSide::host, .frontend = 4});
  TaskId host_run =
      tale.unit("serde", "1.0.0", 5, {.kind = TaskKind::build_script_run, .script = 1}, {script});
  TaskId target_run =
      tale.unit("serde", "1.0.0", 6, {.kind = TaskKind::build_script_run, .script = 2}, {script});
  tale.unit("serde", "1.0.0", 10, {.side = TaskSide::host, .frontend = 10}, {host_run});
  tale.unit("serde", "1.0.0", 11, {.side = TaskSide::target, .frontend = 20}, {target_run});
  Duplicates found = find_duplicates(tale.end(40));
  ASSERT_EQ(found.packages.size(), 1U);
  EXPECT_EQ(found.packages[0].builds[0].own.cpu, ms(22));
  EXPECT_EQ(found.packages[0].builds[1].own.cpu, ms(11));
  EXPECT_EQ(found.packages[0].own.cpu, ms(37));
}

TEST(Duplicates, SayThatFeaturesDifferOnOneSide) {
  Tale tale("cargo build");
  tale.unit("syn", "2.0.106", 0, {.side = TaskSide::host, .frontend = 10});
  tale.unit("syn", "2.0.106", 1, {.side = TaskSide::host, .frontend = 20, .features = {"full"}});
  EXPECT_EQ(find_duplicates(tale.end(30)).packages[0].reason, DuplicateReason::features);
}

TEST(Duplicates, LeaveOutACrateThatIsCheckedAndBuilt) {
  Tale tale("cargo check");
  tale.unit("syn", "2.0.106", 0, {.mode = TaskMode::build, .frontend = 10});
  tale.unit("syn", "2.0.106", 1, {.mode = TaskMode::check, .frontend = 20});
  EXPECT_TRUE(find_duplicates(tale.end(30)).packages.empty());
}

TEST(Duplicates, LeaveOutALibraryAndItsTests) {
  Tale tale("cargo test");
  tale.unit("app", "0.1.0", 0, {.local = true, .frontend = 10});
  tale.unit("app", "0.1.0", 1, {.kind = TaskKind::test, .local = true, .frontend = 20});
  EXPECT_TRUE(find_duplicates(tale.end(30)).packages.empty());
}

TEST(Duplicates, LeaveOutWhatTwoInvocationsBuiltOnceEach) {
  Tale tale("just ci");
  tale.invocation("cargo build", 0, 20);
  tale.unit("serde", "1.0.0", 0, {.frontend = 10});
  tale.invocation("cargo build --features x", 20, 40);
  tale.unit("serde", "1.0.0", 20, {.frontend = 10, .features = {"derive"}});
  EXPECT_TRUE(find_duplicates(tale.end(40)).packages.empty());
}

TEST(Duplicates, HaveTheOldestVersionFirst) {
  Tale tale("cargo build");
  tale.unit("aes", "0.10.7", 0, {.frontend = 10});
  tale.unit("aes", "0.9.0", 1, {.frontend = 10});
  Duplicates found = find_duplicates(tale.end(30));
  ASSERT_EQ(found.packages.size(), 1U);
  ASSERT_EQ(found.packages[0].builds.size(), 2U);
  EXPECT_EQ(found.packages[0].builds[0].version, "0.9.0");
}

TEST(Duplicates, ComeCostliestFirst) {
  Tale tale("cargo build");
  for (int version = 1; version <= 2; ++version) {
    std::string text = std::to_string(version) + ".0.0";
    tale.unit("cheap", text, version, {.frontend = 5});
    tale.unit("dear", text, version, {.frontend = 50});
  }
  Duplicates found = find_duplicates(tale.end(100));
  EXPECT_EQ(found.packages[0].name, "dear");
  EXPECT_EQ(found.packages[1].name, "cheap");
}

TEST(Duplicates, HaveNoCpuWhereNoneIsKnown) {
  Tale tale("", RunSource::target_directory);
  tale.unit("a", "1.0.0", 0, {.frontend = 5});
  tale.unit("a", "2.0.0", 0, {.frontend = 6});
  Duplicates found = find_duplicates(tale.end(10));
  EXPECT_EQ(found.packages[0].own.cpu, std::nullopt);
  EXPECT_EQ(found.packages[0].own.wall, ms(11));
}

}  // namespace
}  // namespace makespan
