#include "advise/weighing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "advise/find_fixes.h"
#include "advise/kinds/kinds.h"
#include "advise/testing/small_project.h"

namespace makespan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

SmallBuild release() {
  return {.profile = "release",
          .flags = {"opt-level=3", "codegen-units=1", "debuginfo=2"},
          .manifest =
              "[workspace]\nmembers = [\"core\"]\n\n[profile.release]\ndebug = true\n"
              "codegen-units = 1\n"};
}

Trial trial_with(ProductChange product) {
  return {.rounds = 5, .variant_run = "20261130-081702-77aa", .product = product};
}

Candidate weighed(const ProductChange& product, std::vector<std::string> environment = {}) {
  SmallProject project(release());
  project.machine.environment = std::move(environment);
  Candidate candidate =
      named(find_codegen_units_fixes(project.situation()), "release.codegen-units=16");
  EXPECT_EQ(candidate.fix.verdict, Verdict::decision);
  EXPECT_THAT(candidate.fix.not_checked, Contains("the run time and size of what is built"));
  weigh(candidate, trial_with(product));
  return candidate;
}

TEST(Weighing, RecommendsWhatMakesTheProductNeitherSlowerNorLarger) {
  const Fix fix =
      weighed({.run_time = -0.004, .run_time_low = -0.012, .run_time_high = 0.003, .bytes = 0.002})
          .fix;
  EXPECT_EQ(fix.verdict, Verdict::recommended);
  EXPECT_EQ(fix.reason, "");
  EXPECT_THAT(fix.checked,
              Contains("with it the benchmark takes -0.4% (-1.2% to +0.3%) of time and the product "
                       "+0.2% of room (5 rounds, run 20261130-081702-77aa)"));
  EXPECT_THAT(fix.not_checked, Not(Contains(HasSubstr("of what is built"))));
}

TEST(Weighing, LeavesASlowerProductToPeople) {
  const Fix fix =
      weighed({.run_time = 0.004, .run_time_low = -0.01, .run_time_high = 0.02, .bytes = {}}).fix;
  EXPECT_EQ(fix.verdict, Verdict::decision);
  EXPECT_EQ(fix.reason,
            "with it the benchmark takes +0.4% (-1.0% to +2.0%) of time: whether that is worth the "
            "build's time is for people to say");
  EXPECT_THAT(fix.checked, IsEmpty());
}

TEST(Weighing, LeavesALargerProductToPeople) {
  const Fix fix =
      weighed({.run_time = -0.1, .run_time_low = -0.1, .run_time_high = -0.1, .bytes = 0.011}).fix;
  EXPECT_EQ(fix.verdict, Verdict::decision);
  EXPECT_THAT(fix.reason, HasSubstr("the product +1.1% of room"));
}

// Whatever the product is like: a variable wins over what files say.
TEST(Weighing, GoesOnSayingWhatHidesTheSetting) {
  for (double slower : {0.0, 0.1}) {
    const Candidate candidate =
        weighed({.run_time = slower, .run_time_low = slower, .run_time_high = slower, .bytes = {}},
                {"CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1"});
    EXPECT_EQ(candidate.fix.verdict, slower > 0 ? Verdict::decision : Verdict::possible);
    EXPECT_THAT(candidate.fix.reason,
                HasSubstr("CARGO_PROFILE_RELEASE_CODEGEN_UNITS is set in the environment and hides "
                          "what files say: it would have to be 16 there"));
    EXPECT_THAT(candidate.edits, IsEmpty());
  }
}

// No benchmark tells what a backtrace without lines is worth.
TEST(Weighing, SaysNothingOfWhatTheProductGoesWithout) {
  SmallProject project(release());
  Candidate candidate =
      named(find_debug_info_fixes(project.situation()), "release.debug=line-tables-only");
  const Fix before = candidate.fix;
  weigh(candidate, trial_with({}));
  EXPECT_EQ(candidate.fix.verdict, Verdict::decision);
  EXPECT_EQ(candidate.fix.reason, before.reason);
}

TEST(Weighing, BringsAShippingProfileIntoThePlan) {
  SmallProject project(release());
  const CallChange more{.codegen_units = 16};
  const auto answer = [&](const std::string& measured) {
    return find_fixes(project.situation(),
                      {.experiment = known_ratios(project.trace, {{more, 0.5, 0.48, 0.52}}),
                       .weighed =
                           [&](const std::string& id) {
                             return id == measured ? std::optional(trial_with({})) : std::nullopt;
                           },
                       .most_changes = 20})
        .answer;
  };
  const auto planned = [](const FixAnswer& found) {
    std::vector<std::string> ids;
    for (const PlanStep& step : found.plan)
      ids.push_back(step.id);
    return ids;
  };
  EXPECT_THAT(planned(answer("another")), Not(Contains("release.codegen-units=16")));
  const FixAnswer weighed = answer("release.codegen-units=16");
  EXPECT_THAT(planned(weighed), Contains("release.codegen-units=16"));
  const auto ci = std::ranges::find(weighed.fixes, "ci.codegen-units=16", &Fix::id);
  ASSERT_NE(ci, weighed.fixes.end());
  EXPECT_EQ(ci->verdict, Verdict::rejected);
  EXPECT_EQ(ci->reason, "`release.codegen-units=16` does it for every build");
}

}  // namespace
}  // namespace makespan
