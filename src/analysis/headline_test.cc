#include "analysis/headline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/analyses.h"
#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;

Headline headline_of(const Trace& trace) {
  return analyse(trace).headline;
}

TEST(Headline, SaysThatNothingWasBuiltWhereAllWasFresh) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100, {.fresh = 12});
  Headline headline = headline_of(tale.end(100));
  EXPECT_EQ(headline.bottleneck, Bottleneck::nothing_built);
  EXPECT_EQ(headline.fresh, 12U);
}

TEST(Headline, DoesNotKnowFreshUnitsWhereOneInvocationDoesNot) {
  Tale tale("just");
  tale.invocation("cargo build", 0, 50, {.fresh = 12});
  tale.invocation("cargo test", 50, 100);
  EXPECT_EQ(headline_of(tale.end(100)).fresh, std::nullopt);
}

TEST(Headline, BlamesALockAndNamesItsHolder) {
  Tale tale("cargo build");
  InvocationId cargo = tale.invocation("cargo build", 0, 100);
  tale.builder().add_lock_wait(
      {.process = tale.builder().so_far().invocations[cargo.index()].process,
       .start = Timestamp(),
       .end = Timestamp::at(Duration::milliseconds(60)),
       .holder = tale.builder().intern("rust-analyzer")});
  tale.unit("a", "1.0.0", 60, {.frontend = 40});
  Headline headline = headline_of(tale.end(100));
  EXPECT_EQ(headline.bottleneck, Bottleneck::lock);
  EXPECT_EQ(headline.lock_holder, "rust-analyzer");
}

TEST(Headline, BlamesRunningTests) {
  Tale tale("cargo test");
  tale.invocation("cargo test", 0, 100);
  tale.unit("a", "1.0.0", 0, {.kind = TaskKind::test, .frontend = 30});
  tale.unit("a", "1.0.0", 30, {.kind = TaskKind::test_run, .rest = 70});
  EXPECT_EQ(headline_of(tale.end(100)).bottleneck, Bottleneck::running);
}

TEST(Headline, BlamesOneUnitThatTakesHalfOfTheTime) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  tale.unit("small", "1.0.0", 0, {.frontend = 40});
  tale.unit("big", "1.0.0", 40, {.frontend = 60});
  Headline headline = headline_of(tale.end(100));
  EXPECT_EQ(headline.bottleneck, Bottleneck::single_unit);
  EXPECT_EQ(headline.unit, TaskId(1));
  EXPECT_DOUBLE_EQ(headline.bottleneck_share, 0.6);
}

// `count` units, one behind the other or two at a time.
Trace row_of_units(bool chained) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 1000);
  std::vector<TaskId> last;
  for (int i = 0; i < 10; ++i) {
    last = {tale.unit("u" + std::to_string(i), "1.0.0", i * 100, {.frontend = 99},
                      chained ? last : std::vector<TaskId>())};
    if (!chained) tale.unit("v" + std::to_string(i), "1.0.0", i * 100, {.frontend = 99});
  }
  return tale.end(1000, 0);
}

TEST(Headline, BlamesTheChainWhereMoreCoresWouldHardlyHelp) {
  Headline headline = headline_of(row_of_units(true));
  EXPECT_EQ(headline.bottleneck, Bottleneck::chain);
  EXPECT_EQ(headline.chain.size(), 10U);
  EXPECT_EQ(headline.floor, Duration::milliseconds(990));
}

TEST(Headline, BlamesTheCoresWhereTheyWereAlwaysBusy) {
  EXPECT_EQ(headline_of(row_of_units(false)).bottleneck, Bottleneck::cores);
}

TEST(Headline, BlamesOthersWhoHadTheCores) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 1000);
  for (int i = 0; i < 10; ++i)
    tale.unit("u" + std::to_string(i), "1.0.0", i * 100, {.frontend = 99});
  tale.sample(1.0);
  EXPECT_EQ(headline_of(tale.end(1000)).bottleneck, Bottleneck::other_load);
}

TEST(Headline, NamesTheChainByPackagesNotUnits) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  TaskId script = tale.unit("pm", "1.0.0", 0, {.kind = TaskKind::build_script, .frontend = 10});
  TaskId run =
      tale.unit("pm", "1.0.0", 10, {.kind = TaskKind::build_script_run, .script = 10}, {script});
  TaskId pm = tale.unit("pm", "1.0.0", 20, {.frontend = 10}, {run});
  tale.unit("syn", "1.0.0", 30, {.frontend = 30}, {pm});
  EXPECT_THAT(headline_of(tale.end(100)).chain, ElementsAre("pm", "syn"));
}

TEST(Headline, SaysThatAUnitFailedEvenWhereTheExitCodeIsUnknown) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  tale.unit("a", "1.0.0", 0, {.outcome = TaskOutcome::failed, .frontend = 10});
  Trace trace = tale.end(100);
  trace.run.exit_code.reset();
  EXPECT_TRUE(headline_of(trace).failed);
}

TEST(Headline, CountsAFailedUnitAmongNoneThatWereBuilt) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  tale.unit("a", "1.0.0", 0, {.outcome = TaskOutcome::failed, .frontend = 10});
  Headline headline = headline_of(tale.end(100, 0, 101));
  EXPECT_EQ(headline.counts.units, 1U);
  EXPECT_EQ(headline.counts.built, 0U);
  EXPECT_NE(headline.bottleneck, Bottleneck::nothing_built);
}

TEST(Headline, CountsProcessesAsTheyWereRecorded) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 100, 1);
  tale.builder().add_process({.parent = make, .pid = 7});  // a fork, which is no task
  tale.process("cc1", 0, 100, 90, make);
  TaskCounts counts = headline_of(tale.end(100)).counts;
  EXPECT_EQ(counts.processes, 3U);
  EXPECT_FALSE(counts.build_tool);
}

TEST(Headline, DoesNotCallACommandFailedThatWentOnAfterAUnitHad) {
  Tale tale("sh");
  tale.invocation("cargo test", 0, 100, {.exit_code = 101});
  tale.unit("a", "1.0.0", 0, {.frontend = 10});
  tale.unit("a", "1.0.0", 10,
            {.kind = TaskKind::test_run, .outcome = TaskOutcome::failed, .rest = 10});
  Headline headline = headline_of(tale.end(100));
  EXPECT_FALSE(headline.failed);
  EXPECT_EQ(headline.counts.failed, 1U);
}

}  // namespace
}  // namespace makespan
