#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/kinds/kinds.h"
#include "advise/testing/small_project.h"

namespace makespan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SmallProject incremental() {
  return SmallProject({.flags = {"debuginfo=2", "incremental"}});
}

TEST(IncrementalFixes, PriceBuildsFromNothingWithoutIt) {
  SmallProject project = incremental();
  std::vector<Candidate> found = find_incremental_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix.id, "dev.incremental=false");
  EXPECT_EQ(found[0].fix.verdict, Verdict::decision);
  EXPECT_EQ(found[0].calls[0].change.incremental, false);
  EXPECT_EQ(found[0].calls[0].tasks.size(), 2u);  // of the workspace's own
  EXPECT_THAT(found[0].fix.reason, HasSubstr("CARGO_INCREMENTAL=0 does the same"));
  EXPECT_THAT(found[0].fix.not_checked, Contains(HasSubstr("rebuilds after an edit")));
}

TEST(IncrementalFixes, OfARebuildAreNotPriced) {
  SmallProject project = incremental();
  project.trace.invocations[0].fresh = 40;
  std::vector<Candidate> found = find_incremental_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].named_only);
}

TEST(IncrementalFixes, NameWhatARebuildMayGain) {
  SmallProject project({.profile = "release", .flags = {"opt-level=3"}});
  std::vector<Candidate> found = find_incremental_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix.id, "release.incremental=true");
  EXPECT_TRUE(found[0].named_only);
  EXPECT_EQ(found[0].fix.risk, Risk::run_time);
}

TEST(IncrementalFixes, AreNoneWhereAVariableHasTurnedItOff) {
  SmallProject project;
  project.machine.environment = {"CARGO_INCREMENTAL=0"};
  EXPECT_THAT(find_incremental_fixes(project.situation()), IsEmpty());
}

TEST(IncrementalFixes, ThatAVariableHidesHaveNoPatch) {
  SmallProject project = incremental();
  project.machine.environment = {"CARGO_INCREMENTAL=1"};
  std::vector<Candidate> found = find_incremental_fixes(project.situation());
  EXPECT_THAT(found[0].edits, IsEmpty());
  EXPECT_THAT(found[0].fix.reason, HasSubstr("CARGO_INCREMENTAL is set in the environment"));
}

}  // namespace
}  // namespace makespan
