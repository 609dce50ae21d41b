#include "report/whatif/cautions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Tale build(RunSource source = RunSource::recorded, TaskOutcome outcome = TaskOutcome::succeeded) {
  Tale tale("cargo test", source);
  tale.invocation("cargo test", 0, 500, {.jobs = 2});
  tale.unit("app", "0.1.0", 0, {.kind = TaskKind::test_run, .outcome = outcome, .rest = 400});
  return tale;
}

TEST(Cautions, AreNoneOfABuildThatSucceeded) {
  EXPECT_THAT(find_cautions(build().end(500)), IsEmpty());
}

TEST(Cautions, SayThatTheCommandFailed) {
  EXPECT_THAT(find_cautions(build().end(500, 20, 101)),
              ElementsAre("It failed with exit code 101, though all that it began to build was "
                          "built: what it did not come to is in none of these figures."));
}

TEST(Cautions, SayThatTheCommandWentOnBehindAFailure) {
  EXPECT_THAT(find_cautions(build(RunSource::recorded, TaskOutcome::failed).end(500)),
              ElementsAre("1 unit failed, and the command went on: what that kept from being built "
                          "or run is in none of these figures."));
}

TEST(Cautions, SayThatTheRecordingHasNoEnd) {
  Trace trace = build(RunSource::recorded, TaskOutcome::interrupted).end(500);
  trace.run.complete = false;
  trace.run.exit_code.reset();
  EXPECT_THAT(find_cautions(trace),
              ElementsAre("The recording ends before the build did, since its recorder died: what "
                          "was built after that is in none of these figures, and what was at work "
                          "then is cut off."));
}

TEST(Cautions, SayThatTheRunIsCoarse) {
  EXPECT_THAT(find_cautions(build(RunSource::coarse, TaskOutcome::interrupted).end(500)),
              ElementsAre("The run is coarse: it was watched by polling, so short processes are "
                          "missing and times are to a polling period. The figures are rough."));
}

TEST(Cautions, SayThatNoCpuIsKnown) {
  EXPECT_THAT(find_cautions(build(RunSource::target_directory).end(500)),
              ElementsAre("No CPU is known of it: recorded wall times, waits included, stand in "
                          "for work."));
}

}  // namespace
}  // namespace makespan
