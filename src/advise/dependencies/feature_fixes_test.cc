#include "advise/dependencies/feature_fixes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/find_fixes.h"
#include "advise/testing/small_project.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// core asks serde for more than it needs.
class CoreAsksSerde : public testing::Test {
 protected:
  CoreAsksSerde() {
    WorkspacePackage core{.name = "core",
                          .version = "0.1.0",
                          .manifest_path = "/home/user/aimds/core/Cargo.toml",
                          .manifest =
                              "[dependencies]\nserde = { version = \"1\", features = "
                              "[\"derive\", \"rc\"] }\n",
                          .member = true};
    core.dependencies = {{.package = "serde", .name = "serde"}};
    project_.workspace.packages.push_back(std::move(core));
    found_ = {.listed = {"derive", "rc"}, .needed = {"rc"}, .alone = {"app", "core"}};
  }

  Fix fix() {
    FixQuestion question;
    question.more = feature_candidates(project_.trace, project_.workspace, {found_}, tested_);
    const Advice advice = find_fixes(project_.situation(), std::move(question));
    return named(advice.candidates, "features:core/serde").fix;
  }

  SmallProject project_;
  FeatureFinding found_;
  TestedFixes tested_;
};

TEST_F(CoreAsksSerde, WhatGoesIsThePriceAndWhatGetsSmallerTheInterval) {
  found_.vanished = {"syn 2.0.1"};
  const Fix gone = fix();
  found_.shrunk = {"serde 1.0.2"};
  const Fix both = fix();
  EXPECT_EQ(both.saving->expected, gone.saving->expected);
  EXPECT_GT(both.saving->high, gone.saving->high);
  EXPECT_THAT(both.method, HasSubstr("a lower bound"));
}

// tokio's "full" made "rt": no package goes, and yet it may be much.
TEST_F(CoreAsksSerde, IsNotRejectedWhereNoPackageGoes) {
  found_.shrunk = {"serde 1.0.2"};
  const Fix shrinks = fix();
  EXPECT_EQ(shrinks.verdict, Verdict::possible);
  EXPECT_THAT(shrinks.reason, HasSubstr("at the most"));
  EXPECT_FALSE(shrinks.patch.empty());
}

TEST_F(CoreAsksSerde, IsRejectedWhereTheMostIsLittle) {
  found_.shrunk = {"nothing 1.0.0"};
  EXPECT_EQ(fix().verdict, Verdict::rejected);
}

TEST_F(CoreAsksSerde, IsRecommendedOnceTestsPassedWithIt) {
  found_.vanished = {"syn 2.0.1", "derive 1.0.0"};
  EXPECT_EQ(fix().verdict, Verdict::possible);
  tested_.passed["features:core/serde"] = "cargo test";
  const Fix tested = fix();
  EXPECT_EQ(tested.verdict, Verdict::recommended);
  EXPECT_EQ(tested.reason, "");
  EXPECT_THAT(tested.checked,
              testing::Contains("`cargo test` passes with it (`makespan try --test`)"));
}

TEST(TestedFixesText, IsReadBackAsItWas) {
  const TestedFixes tested{.inputs = "0f", .passed = {{"features:a/b", "cargo test"}}};
  const Result<TestedFixes> read = read_tested(tested_text(tested));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->inputs, "0f");
  EXPECT_EQ(read->passed, tested.passed);
  EXPECT_FALSE(read_tested("{\"makespan_tested\":2}"));
}

TEST_F(CoreAsksSerde, SaysWhichMembersWereCompiledAlone) {
  found_.broken_alone = {"tool"};
  EXPECT_THAT(fix().checked, ElementsAre("all targets of the workspace compile with it",
                                         "app, core: all targets compile with it, each alone"));
  EXPECT_THAT(fix().not_checked,
              testing::Contains("tool alone: it does not compile alone as it is"));
}

}  // namespace
}  // namespace makespan
