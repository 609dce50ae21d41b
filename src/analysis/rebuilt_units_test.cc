#include "analysis/rebuilt_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;

TEST(RebuiltUnits, NameTheFeaturesAndFlagsThatFlipped) {
  Tale tale("just ci");
  tale.invocation("cargo build", 0, 50, {.profile = "dev"});
  tale.unit("serde", "1.0.0", 0,
            {.frontend = 20, .features = {"std", "rc"}, .flags = {"debuginfo=2"}});
  tale.invocation("cargo build -p other", 50, 100, {.profile = "dev"});
  tale.unit("serde", "1.0.0", 50,
            {.frontend = 30, .features = {"std", "derive"}, .flags = {"debuginfo=0"}});
  RebuiltUnits rebuilt = find_rebuilt_units(tale.end(100));
  ASSERT_EQ(rebuilt.units.size(), 1U);
  EXPECT_EQ(rebuilt.units[0].task, TaskId(1));
  EXPECT_EQ(rebuilt.units[0].earlier, TaskId(0));
  EXPECT_THAT(rebuilt.units[0].differences,
              ElementsAre("+derive", "-rc", "+debuginfo=0", "-debuginfo=2"));
  EXPECT_EQ(rebuilt.cost.cpu, Duration::milliseconds(30));
}

TEST(RebuiltUnits, LeaveOutAnotherProfile) {
  Tale tale("just ci");
  tale.invocation("cargo build", 0, 50, {.profile = "dev"});
  tale.unit("serde", "1.0.0", 0, {.frontend = 20});
  tale.invocation("cargo build --release", 50, 100, {.profile = "release"});
  tale.unit("serde", "1.0.0", 50, {.frontend = 30});
  EXPECT_TRUE(find_rebuilt_units(tale.end(100)).units.empty());
}

TEST(RebuiltUnits, LeaveOutACheckBeforeABuild) {
  Tale tale("just ci");
  tale.invocation("cargo check", 0, 50);
  tale.unit("serde", "1.0.0", 0, {.mode = TaskMode::check, .frontend = 20});
  tale.invocation("cargo build", 50, 100);
  tale.unit("serde", "1.0.0", 50, {.frontend = 30});
  EXPECT_TRUE(find_rebuilt_units(tale.end(100)).units.empty());
}

TEST(RebuiltUnits, LeaveOutTwoBuildsWithinOneInvocation) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 50);
  tale.unit("syn", "2.0.0", 0, {.frontend = 20});
  tale.unit("syn", "2.0.0", 1, {.frontend = 20, .features = {"full"}});
  EXPECT_TRUE(find_rebuilt_units(tale.end(50)).units.empty());
}

TEST(RebuiltUnits, LeaveOutTestsThatRanTwice) {
  Tale tale("just ci");
  tale.invocation("cargo test", 0, 50);
  tale.unit("app", "0.1.0", 0, {.kind = TaskKind::test_run, .rest = 20});
  tale.invocation("cargo test", 50, 100);
  tale.unit("app", "0.1.0", 50, {.kind = TaskKind::test_run, .rest = 20});
  EXPECT_TRUE(find_rebuilt_units(tale.end(100)).units.empty());
}

TEST(RebuiltUnits, SayNothingOfDifferencesThatNobodySaw) {
  Tale tale("just ci");
  tale.invocation("cargo build", 0, 50);
  tale.unit("app", "0.1.0", 0, {.frontend = 20});
  tale.invocation("cargo build", 50, 100);
  tale.unit("app", "0.1.0", 50, {.frontend = 20});
  RebuiltUnits rebuilt = find_rebuilt_units(tale.end(100));
  ASSERT_EQ(rebuilt.units.size(), 1U);
  EXPECT_TRUE(rebuilt.units[0].differences.empty());
}

}  // namespace
}  // namespace makespan
