#include "cli/whatif_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::HasSubstr;

std::string refusal(const Trace& trace) {
  Status status = check_can_be_asked(trace);
  return status ? "" : status.error().message;
}

// A library, its test harness and the tests, which end as `outcome` says.
Trace tests(TaskOutcome outcome, int exit_code) {
  Tale tale("cargo test");
  tale.invocation("cargo test", 0, 1000, {.exit_code = exit_code, .jobs = 2});
  TaskId library = tale.unit("app", "0.1.0", 0, {.frontend = 100});
  TaskId harness =
      tale.unit("app", "0.1.0", 100, {.kind = TaskKind::test, .frontend = 200}, {library});
  tale.unit("app", "0.1.0", 300, {.kind = TaskKind::test_run, .outcome = outcome, .rest = 600},
            {harness});
  return tale.end(1000, 20, exit_code);
}

Trace half_a_build(TaskOutcome outcome, int exit_code) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 500,
                  {.exit_code = exit_code, .jobs = 2, .failed = {"app-core 0.1.0"}});
  TaskId regex = tale.unit("regex", "1.10.6", 0, {.frontend = 300});
  tale.unit("app-core", "0.1.0", 300, {.outcome = outcome, .frontend = 100}, {regex});
  return tale.end(500, 20, exit_code);
}

TEST(WhatIfCheck, RefusesABuildOfWhichAFailureLeftAPart) {
  EXPECT_EQ(refusal(half_a_build(TaskOutcome::failed, 101)),
            "run 20261124-081502-3f9a failed with exit code 101 (app-core 0.1.0), so that not all "
            "was built: what a part of a build would take is not what the build would. whatif "
            "answers for a build that succeeds; `makespan report` shows what this one did, "
            "`makespan list` the others");
}

TEST(WhatIfCheck, RefusesABuildThatWasInterrupted) {
  EXPECT_THAT(refusal(half_a_build(TaskOutcome::interrupted, 130)), HasSubstr("exit code 130"));
}

// Cargo itself gave up between two units.
TEST(WhatIfCheck, RefusesABuildWhoseCargoFailedThoughNoUnitDid) {
  EXPECT_THAT(refusal(half_a_build(TaskOutcome::succeeded, 101)), HasSubstr("not all was built"));
}

TEST(WhatIfCheck, TakesABuildThatSucceeds) {
  EXPECT_EQ(refusal(half_a_build(TaskOutcome::succeeded, 0)), "");
}

TEST(WhatIfCheck, RefusesACoarseRunThatFailed) {
  Tale tale("cargo test", RunSource::coarse);
  tale.invocation("cargo test", 0, 500, {.jobs = 2});
  tale.unit("app", "0.1.0", 0, {.outcome = TaskOutcome::interrupted, .rest = 400});
  EXPECT_THAT(refusal(tale.end(500, 20, 101)),
              HasSubstr("failed with exit code 101, and whether all was built is not seen"));
}

// Whoever wrote `cargo build --keep-going || true` asked for what was built.
TEST(WhatIfCheck, TakesABuildWhoseCommandWentOnBehindAFailure) {
  EXPECT_EQ(refusal(half_a_build(TaskOutcome::failed, 0)), "");
}

TEST(WhatIfCheck, TakesABuildOfWhichOnlyTheTestsFailed) {
  EXPECT_EQ(refusal(tests(TaskOutcome::failed, 101)), "");
}

TEST(WhatIfCheck, RefusesWhatHasNoTasks) {
  EXPECT_EQ(refusal(Tale("cargo build").end(100)),
            "run 20261124-081502-3f9a has no tasks to simulate: everything was fresh, or it failed "
            "before the first. `makespan run --cold -- …` records the whole build");
}

TEST(WhatIfCheck, RefusesATreeOfProcesses) {
  Tale tale("make");
  tale.process("cc1", 0, 100, 90);
  EXPECT_THAT(refusal(tale.end(100)), HasSubstr("it was recorded as a tree of processes"));
}

}  // namespace
}  // namespace makespan
