#include "import/cargo/target_directory_builds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/cargo/testing/snapshot_of.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kA = "00000000000000aa";
constexpr const char* kB = "00000000000000bb";
constexpr const char* kC = "00000000000000cc";
constexpr const char* kD = "00000000000000dd";

// The last build, with its units as packages.
struct Found {
  std::vector<std::string> units;
  std::vector<std::string> not_started;
  LastBuild build;
};

Found find(SnapshotBuilder& builder) {
  Diagnostics diagnostics;
  UnitGraph graph = read_unit_graph(builder.snapshot(), diagnostics);
  std::optional<LastBuild> build = find_last_build(graph);
  Found found;
  if (!build) return found;
  for (UnitId unit : build->units)
    found.units.push_back(graph[unit].package);
  for (UnitId unit : build->not_started)
    found.not_started.push_back(graph[unit].package);
  found.build = *build;
  return found;
}

TEST(LastBuild, OfAColdBuildIsEverything) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .metadata = 1.5, .end = 2.5});
  builder.library("b", kB, {.start = 1.01, .metadata = 1.2, .end = 1.4});
  builder.binary("app", kC, {.start = 2.508, .end = 4}, {kA, kB});
  Found found = find(builder);
  EXPECT_THAT(found.units, ElementsAre("a", "b", "app"));
  EXPECT_EQ(found.build.started, SnapshotBuilder::at(1));
  EXPECT_EQ(found.build.ended, SnapshotBuilder::at(4));
  EXPECT_EQ(found.build.earlier_units, 0U);
  EXPECT_EQ(found.build.earlier_ended, std::nullopt);
}

TEST(LastBuild, LeavesOutWhatWasBuiltLongBefore) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 2});
  builder.library("b", kB, {.start = 2, .end = 3}, {kA});
  builder.binary("app", kC, {.start = 500, .end = 501}, {kA, kB});
  Found found = find(builder);
  EXPECT_THAT(found.units, ElementsAre("app"));
  EXPECT_EQ(found.build.earlier_units, 2U);
  EXPECT_EQ(found.build.earlier_ended, SnapshotBuilder::at(3));
}

TEST(LastBuild, BridgesASlowMomentWhereAllThatFollowsWaitedForWhatEnded) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 2});
  builder.library("b", kB, {.start = 2.06, .end = 3}, {kA});
  builder.library("c", kC, {.start = 2.065, .end = 3}, {kA});
  EXPECT_THAT(find(builder).units, ElementsAre("a", "b", "c"));
}

TEST(LastBuild, IsAnotherBuildWhereSomethingCouldHaveStartedBefore) {
  SnapshotBuilder builder;
  // Same times as above, but c waited for nothing: a running cargo would have started it at 1.
  builder.library("a", kA, {.start = 1, .end = 2});
  builder.library("b", kB, {.start = 2.06, .end = 3}, {kA});
  builder.library("c", kC, {.start = 2.065, .end = 3});
  EXPECT_THAT(find(builder).units, ElementsAre("b", "c"));
}

TEST(LastBuild, IsAnotherBuildAfterALongPauseWhoeverWaited) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 2});
  builder.binary("app", kB, {.start = 2.11, .end = 3}, {kA});
  EXPECT_THAT(find(builder).units, ElementsAre("app"));
}

TEST(LastBuild, HoldsOnWhereUnitsOverlapHoweverLong) {
  SnapshotBuilder builder;
  // The long-running unit carries the build over what looks like a pause among the others.
  builder.library("long", kA, {.start = 1, .end = 60});
  builder.library("b", kB, {.start = 1, .end = 2});
  builder.library("c", kC, {.start = 40, .end = 50}, {kB});
  builder.binary("app", kD, {.start = 60.004, .end = 61}, {kA});
  EXPECT_THAT(find(builder).units, ElementsAre("b", "long", "c", "app"));
}

TEST(LastBuild, HasTheFailedAndTheUnreached) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 2});
  builder.library("b", kB, {.start = 100.01, .end = 101}, {kA});
  UnitDirectory& failed = builder.library("bad", kC, {.start = 101, .end = 3}, {kB});
  failed.fingerprint[2].text.clear();
  failed.fingerprint[2].modified = SnapshotBuilder::at(100);
  UnitDirectory& next = builder.binary("app", kD, {.start = 3, .end = 4}, {kC});
  next.fingerprint[2].text.clear();
  next.fingerprint[2].modified = SnapshotBuilder::at(100);
  Found found = find(builder);
  EXPECT_THAT(found.units, ElementsAre("b", "bad"));
  EXPECT_THAT(found.not_started, ElementsAre("app"));
  EXPECT_EQ(found.build.earlier_units, 1U);
}

TEST(LastBuild, LeavesOutThePlansOfEarlierBuilds) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 10, .end = 11});
  UnitDirectory& planned = builder.library("b", kB, {.start = 3, .end = 4});
  planned.fingerprint[2].text.clear();
  planned.fingerprint[2].modified = SnapshotBuilder::at(5);
  builder.library("c", kC, {.start = 100, .end = 101});
  EXPECT_THAT(find(builder).not_started, IsEmpty());
}

TEST(LastBuild, IsUnknownWhereEverythingWasCopied) {
  SnapshotBuilder builder;
  // cp -r: each folder's files within a millisecond.
  builder.library("a", kA, {.start = 1.001, .end = 1.002});
  builder.library("b", kB, {.start = 1.003, .end = 1.004});
  builder.unit("b", kC, "run-build-script-build-script-build", {.start = 1.5, .end = 1.6});
  EXPECT_THAT(find(builder).units, IsEmpty());
}

TEST(LastBuild, ShowsTheRealBuildOnTopOfACopy) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 7});
  builder.cut_times_to_seconds();
  builder.library("b", kB, {.start = 7.5, .end = 7.501});
  builder.binary("app", kC, {.start = 7.52, .end = 8}, {kA, kB});
  Found found = find(builder);
  EXPECT_THAT(found.units, ElementsAre("app"));
  EXPECT_EQ(found.build.copied_units, 2U);
  EXPECT_EQ(found.build.earlier_units, 0U);
}

TEST(Times, OfAUnitAreJudgedByWhatCargoGuarantees) {
  auto unit = [](double start, double end) {
    Unit u;
    u.started = u.dep_info_time = SnapshotBuilder::at(start);
    u.finished = SnapshotBuilder::at(end);
    return u;
  };
  EXPECT_EQ(judge_times(Unit{}), TimesOfUnit::missing);
  EXPECT_EQ(judge_times(unit(1.25, 2.5)), TimesOfUnit::good);
  Unit whole = unit(1, 2);
  whole.started = UnixTime::at(Duration::seconds(1));
  whole.finished = UnixTime::at(Duration::seconds(2));
  EXPECT_EQ(judge_times(whole), TimesOfUnit::whole_seconds);
  EXPECT_EQ(judge_times(unit(2.5, 1.25)), TimesOfUnit::copied);
  EXPECT_EQ(judge_times(unit(1.25, 1.254)), TimesOfUnit::copied);

  Unit script = unit(1.25, 1.254);
  script.kind = TaskKind::build_script_run;
  EXPECT_EQ(judge_times(script), TimesOfUnit::good);
  Unit other_dep_info = unit(1.25, 2.5);
  other_dep_info.dep_info_time = SnapshotBuilder::at(1.25) + Duration::nanoseconds(1);
  EXPECT_EQ(judge_times(other_dep_info), TimesOfUnit::copied);
}

}  // namespace
}  // namespace makespan
