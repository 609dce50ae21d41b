#include "report/next_steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"
#include "report/testing/situations.h"

namespace makespan {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> commands_for(std::string_view situation,
                                      const ReportCommands& known = {}) {
  std::vector<std::string> result;
  for (const ReportSituation& one : report_situations()) {
    if (one.name != situation) continue;
    Trace trace = one.trace();
    for (const NextStep& step : build_report(trace, analyse(trace), known).next_steps)
      result.push_back(step.command);
  }
  return result;
}

TEST(NextSteps, RecordWhatATargetDirectoryCannotTell) {
  EXPECT_THAT(commands_for("target-directory"),
              ElementsAre("makespan run --cold -- cargo build --release"));
}

TEST(NextSteps, RecordACheckWhereTheTargetDirectoryHoldsOne) {
  for (const ReportSituation& one : report_situations()) {
    if (one.name != "target-directory") continue;
    Trace trace = one.trace();
    trace.invocations[0].subcommand = "check";
    std::vector<NextStep> steps = build_report(trace, analyse(trace), {}).next_steps;
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].command, "makespan run --cold -- cargo check --release");
  }
}

// A build in target/TRIPLE/PROFILE, as its directory tells it.
std::vector<std::string> commands_after(std::string_view subcommand, std::string_view profile,
                                        std::string_view platform) {
  Tale tale("", RunSource::target_directory);
  tale.invocation("", 0, 2000,
                  {.subcommand = std::string(subcommand), .profile = std::string(profile)});
  tale.unit("build-only", "1.0.0", 0, {.frontend = 900});
  TaskId app = tale.unit("app", "0.1.0", 900, {.frontend = 1100});
  tale.builder().task(app).platform = tale.builder().intern(platform);
  Trace trace = tale.end(2000);
  std::vector<std::string> commands;
  for (const NextStep& step : build_report(trace, analyse(trace)).next_steps)
    commands.push_back(step.command);
  return commands;
}

TEST(NextSteps, NameTheTargetThatWasBuiltFor) {
  EXPECT_THAT(commands_after("build", "dev", "x86_64-unknown-linux-musl"),
              ElementsAre("makespan run --cold -- cargo build --target x86_64-unknown-linux-musl"));
}

TEST(NextSteps, GiveBenchNoReleaseWhichItRefuses) {
  EXPECT_THAT(commands_after("bench", "release", ""),
              ElementsAre("makespan run --cold -- cargo bench"));
  EXPECT_THAT(commands_after("bench", "dev", ""),
              ElementsAre("makespan run --cold -- cargo bench --profile dev"));
}

TEST(NextSteps, LeaveOutWhereToBuildWhatColdSaysItself) {
  Tale tale("cargo build --target-dir out --release");
  tale.invocation("cargo build --target-dir out --release", 0, 100, {.fresh = 12});
  Trace trace = tale.end(100);
  std::vector<NextStep> steps = build_report(trace, analyse(trace)).next_steps;
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].command, "makespan run --cold -- cargo build --release");
}

TEST(NextSteps, BuildFromCleanWhereLittleWasBuilt) {
  EXPECT_THAT(commands_for("one-unit"), ElementsAre("makespan run --cold -- cargo build"));
  EXPECT_THAT(commands_for("fresh"), ElementsAre("makespan run --cold -- cargo build --release"));
}

// As a recording of such a build is: no unit says how many there are.
TEST(NextSteps, BuildFromCleanWhereAllWasThere) {
  auto report_of = [](const std::string& command, int exit_code) {
    Tale tale(command);
    tale.invocation(command, 0, 200);
    Trace trace = tale.end(200, 0, exit_code);
    return build_report(trace, analyse(trace), {.whatif = true, .fixes = true});
  };
  Report fresh = report_of("cargo build", 0);
  EXPECT_EQ(fresh.paragraph.back(),
            "Nothing here is worth doing. Run `makespan run --cold -- cargo build` next.");
  EXPECT_THAT(fresh.paragraph, Contains("Everything was up to date."));
  EXPECT_THAT(report_of("cargo build", 101).next_steps, IsEmpty());
  EXPECT_THAT(report_of("cargo publish --dry-run", 0).next_steps, IsEmpty());
}

TEST(NextSteps, AskWhoPullsInTheOldVersionOfTheCostliestDuplicate) {
  EXPECT_THAT(commands_for("release"), ElementsAre("cargo tree --invert thiserror-impl@1.0.69"));
}

TEST(NextSteps, AreNoneWhereABuildFailed) {
  EXPECT_THAT(commands_for("failed"), IsEmpty());
}

TEST(NextSteps, AreNoneWhereNoCommandWouldTellMore) {
  EXPECT_THAT(commands_for("process-tree"), IsEmpty());
}

TEST(NextSteps, NameSimulatorAndFixesOnlyWhereTheyExist) {
  EXPECT_THAT(commands_for("library-only"), IsEmpty());
  EXPECT_THAT(commands_for("library-only", {.whatif = true, .fixes = true}),
              ElementsAre("makespan fixes", "makespan whatif --jobs 4,8,16"));
}

TEST(NextSteps, NameTheRunWhereItIsNotTheLast) {
  EXPECT_THAT(commands_for("library-only", {.whatif = true, .fixes = true, .run = "last~2"}),
              ElementsAre("makespan fixes last~2", "makespan whatif last~2 --jobs 4,8,16"));
  EXPECT_THAT(commands_for("library-only", {.fixes = true, .run = "/tmp/of april.run"}),
              ElementsAre("makespan fixes '/tmp/of april.run'"));
}

TEST(NextSteps, NameNeitherWhereTheWholeBuildTookNoSecond) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 900, {.fresh = 7});
  TaskId core = tale.unit("core", "0.1.0", 0, {.frontend = 400});
  tale.unit("app", "0.1.0", 400, {.frontend = 500}, {core});
  Trace trace = tale.end(900);
  Report report = build_report(trace, analyse(trace), {.whatif = true, .fixes = true});
  ASSERT_EQ(report.next_steps.size(), 1U);
  EXPECT_EQ(report.next_steps[0].command, "makespan run --cold -- cargo build");
  EXPECT_EQ(report.paragraph.back(),
            "Nothing here is worth doing. Run `makespan run --cold -- cargo build` next.");
}

TEST(NextSteps, NameNeitherWhereItWouldRefuse) {
  EXPECT_THAT(commands_for("failed", {.whatif = true, .fixes = true}), IsEmpty());
  EXPECT_THAT(commands_for("process-tree", {.whatif = true, .fixes = true}), IsEmpty());
  EXPECT_THAT(commands_for("target-directory", {.whatif = true, .fixes = true}),
              ElementsAre("makespan run --cold -- cargo build --release"));
}

}  // namespace
}  // namespace makespan
