#include "try/rounds.h"

#include <gtest/gtest.h>

#include <deque>

namespace makespan {
namespace {

// Builds by a table; each takes its wall time on a clock that stands still otherwise.
class FakeBuilder final : public TryBuilder {
 public:
  std::vector<std::string> built;  // "0 base", "0 v1", …
  std::function<BuildOutcome(const BuildRequest&)> outcome = [](const BuildRequest&) {
    return succeeded(10);
  };
  Duration now;
  std::optional<size_t> broken_in_round;  // the variant's build there meets `broken`
  Error broken = {.kind = ErrorKind::no_space, .message = "the disk is full"};

  static BuildOutcome succeeded(double seconds) {
    return {.succeeded = true,
            .cost = {.wall = Duration::seconds(seconds), .cpu = Duration::seconds(seconds)}};
  }
  Result<BuildOutcome> build(const BuildRequest& request) override {
    built.push_back(std::to_string(request.round) + " " +
                    (request.variant ? "v" + std::to_string(*request.variant) : "base"));
    if (request.round == broken_in_round && request.variant) return tl::unexpected(broken);
    BuildOutcome made = outcome(request);
    now += made.cost.wall;
    return made;
  }
};

struct Rounds : testing::Test {
  Result<RoundResults> run(size_t variants = 1) {
    return run_rounds(limits, variants, builder, [this] { return builder.now; });
  }
  // Rounds that differ, so that no interval gets narrow.
  void make_noisy() {
    builder.outcome = [](const BuildRequest& request) {
      return FakeBuilder::succeeded(
          10 + static_cast<double>(request.round * 2 + request.variant.value_or(5)));
    };
  }
  // Of the base's wall time in even and in odd rounds; its CPU is the base's.
  void make_variant_take(double even, double odd) {
    builder.outcome = [=](const BuildRequest& request) {
      BuildOutcome outcome = FakeBuilder::succeeded(10);
      if (request.variant)
        outcome.cost.wall = outcome.cost.wall * (request.round % 2 == 0 ? even : odd);
      return outcome;
    };
  }
  RoundLimits limits = {.rounds = 2, .budget = {}, .narrow = 0.005};
  FakeBuilder builder;
};

TEST_F(Rounds, GoOneWayAndThenTheOther) {
  Result<RoundResults> results = run(2);
  ASSERT_TRUE(results);
  EXPECT_EQ(builder.built,
            (std::vector<std::string>{"0 base", "0 v0", "0 v1", "1 v1", "1 v0", "1 base"}));
  EXPECT_EQ(results->rounds, 2U);
  EXPECT_EQ(results->end, TryEnd::rounds);
  for (const RoundResults::Side& side : results->sides)
    EXPECT_EQ(side.figures.wall.size(), 2U);
}

TEST_F(Rounds, ThatAreDoneAreKeptWhereTheDiskFillsUp) {
  limits.rounds = 50;
  make_noisy();
  builder.broken_in_round = 2;
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  EXPECT_EQ(results->end, TryEnd::disk_full);
  EXPECT_EQ(results->reason, "round 3 was not finished: the disk is full");
  EXPECT_EQ(results->rounds, 2U);
  EXPECT_EQ(results->sides[0].figures.wall.size(), 2U);
  EXPECT_TRUE(results->sides[1].builds);
}

TEST_F(Rounds, ThatAreDoneAreKeptWhateverBreaks) {
  limits.rounds = 50;
  make_noisy();
  builder.broken_in_round = 1;
  builder.broken = {.kind = ErrorKind::system, .message = "cannot start cargo"};
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  EXPECT_EQ(results->end, TryEnd::failed);
  EXPECT_EQ(results->rounds, 1U);
  EXPECT_EQ(results->reason, "round 2 was not finished: cannot start cargo");
}

TEST_F(Rounds, ThatAreDoneAreKeptWhereTheBaseBuildsNoMore) {
  make_noisy();
  limits.rounds = 50;
  auto noisy = builder.outcome;
  builder.outcome = [noisy](const BuildRequest& request) {
    if (request.round == 3 && !request.variant) return BuildOutcome{.failure = "error: killed"};
    return noisy(request);
  };
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  EXPECT_EQ(results->end, TryEnd::failed);
  EXPECT_EQ(results->sides[1].figures.wall.size(), 3U);
  EXPECT_EQ(results->reason,
            "round 4 was not finished: the build fails in the scratch copy even without a "
            "fix:\nerror: killed");
}

TEST_F(Rounds, NeedABenchmarkThatRunsWithoutAFix) {
  builder.outcome = [](const BuildRequest& request) {
    BuildOutcome made = FakeBuilder::succeeded(10);
    if (!request.variant) made.benchmark_failure = "the benchmark `x` fails";
    return made;
  };
  EXPECT_EQ(run().error().message, "the benchmark `x` fails");
}

TEST_F(Rounds, GoOnWhereAVariantsBenchmarkFailsAndCompareNone) {
  make_noisy();
  auto noisy = builder.outcome;
  builder.outcome = [noisy](const BuildRequest& request) {
    BuildOutcome made = noisy(request);
    bool fails = request.variant && request.round == 1;
    if (fails) made.benchmark_failure = "the benchmark `x` fails";
    if (!fails) made.benchmark = Duration::seconds(1);
    return made;
  };
  limits.rounds = 3;
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  EXPECT_EQ(results->rounds, 3U);
  EXPECT_EQ(results->sides[0].figures.benchmark.size(), 3U);
  EXPECT_TRUE(results->sides[1].figures.benchmark.empty());
  EXPECT_EQ(results->sides[1].benchmark_failure, "the benchmark `x` fails");
}

TEST_F(Rounds, AreNoneWhereTheDiskIsFullInTheFirst) {
  builder.broken_in_round = 0;
  EXPECT_EQ(run().error().message, "the disk is full");
}

TEST_F(Rounds, EndWhenEveryIntervalIsNarrow) {
  limits.rounds = 50;
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  EXPECT_EQ(results->end, TryEnd::narrow);
  EXPECT_EQ(results->rounds, kRoundsToJudge);
}

TEST_F(Rounds, GoOnWhereTheWallTimeIsNotYetKnown) {
  limits.rounds = 6;
  make_variant_take(0.9, 1.1);
  EXPECT_EQ(run()->rounds, 6U);
}

TEST_F(Rounds, EndWhereTheWallTimeIsClearIfNotNarrow) {
  limits.rounds = 6;
  make_variant_take(0.5, 0.6);
  EXPECT_EQ(run()->end, TryEnd::narrow);
}

TEST_F(Rounds, GoOnWhereOneVariantIsNotYetKnown) {
  limits.rounds = 6;
  builder.outcome = [](const BuildRequest& request) {
    return FakeBuilder::succeeded(
        request.variant == 1 ? 10.0 + static_cast<double>(request.round % 2) : 10.0);
  };
  EXPECT_EQ(run(2)->rounds, 6U);
}

TEST_F(Rounds, EndWhereTheNextBuildWouldNotEndWithinTheBudget) {
  make_noisy();
  limits = {.rounds = 50, .budget = Duration::seconds(65), .narrow = 0.005};
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  EXPECT_EQ(results->end, TryEnd::budget);
  EXPECT_EQ(results->rounds, 2U);
  EXPECT_LE(results->spent, Duration::seconds(65));
}

TEST_F(Rounds, WithoutOneInTheBudgetAreAnError) {
  limits.budget = Duration::seconds(12);
  Result<RoundResults> results = run();
  ASSERT_FALSE(results);
  EXPECT_EQ(results.error().message,
            "the budget is spent and no round is finished: give more with `--budget`");
}

TEST_F(Rounds, ForgetTheOneThatWasInterrupted) {
  make_noisy();
  limits.rounds = 50;
  auto noisy = builder.outcome;
  builder.outcome = [noisy](const BuildRequest& request) {
    if (request.round == 2 && !request.variant) return BuildOutcome{.interrupted = true};
    return noisy(request);
  };
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  EXPECT_EQ(results->end, TryEnd::interrupted);
  EXPECT_EQ(results->sides[0].figures.wall.size(), 2U);
  EXPECT_EQ(results->sides[1].figures.wall.size(), 2U);
}

TEST_F(Rounds, InterruptedAtOnceAreAnError) {
  builder.outcome = [](const BuildRequest&) { return BuildOutcome{.interrupted = true}; };
  EXPECT_EQ(run().error().message, "interrupted before the first round was finished");
}

TEST_F(Rounds, NeedABaseThatBuilds) {
  builder.outcome = [](const BuildRequest&) { return BuildOutcome{.failure = "error[E0433]"}; };
  Result<RoundResults> results = run();
  ASSERT_FALSE(results);
  EXPECT_EQ(results.error().message,
            "the build fails in the scratch copy even without a fix:\nerror[E0433]");
}

TEST_F(Rounds, BuildAVariantThatFailsOnlyOnce) {
  limits.rounds = 2;
  builder.outcome = [](const BuildRequest& request) {
    if (request.variant == 0) return BuildOutcome{.failure = "undefined symbol", .run = "r"};
    return FakeBuilder::succeeded(10);
  };
  Result<RoundResults> results = run(2);
  ASSERT_TRUE(results);
  EXPECT_EQ(builder.built, (std::vector<std::string>{"0 base", "0 v0", "0 v1", "1 v1", "1 base"}));
  EXPECT_FALSE(results->sides[1].builds);
  EXPECT_EQ(results->sides[1].failure, "undefined symbol");
  EXPECT_EQ(results->sides[2].figures.cpu.size(), 2U);
}

TEST_F(Rounds, EndWhenNoVariantIsLeft) {
  builder.outcome = [](const BuildRequest& request) {
    if (request.variant) return BuildOutcome{.failure = "no"};
    return FakeBuilder::succeeded(10);
  };
  EXPECT_EQ(run()->rounds, 1U);
}

TEST_F(Rounds, KeepTestsThatFailedOnce) {
  builder.outcome = [](const BuildRequest& request) {
    BuildOutcome made = FakeBuilder::succeeded(10);
    made.tests = request.round == 0 ? TestOutcome::failed : TestOutcome::passed;
    made.test_failure = request.round == 0 ? "assertion" : "";
    return made;
  };
  Result<RoundResults> results = run();
  EXPECT_EQ(results->sides[1].figures.tests, TestOutcome::failed);
  EXPECT_EQ(results->sides[1].test_failure, "assertion");
}

TEST_F(Rounds, GatherRebuildsByEdit) {
  builder.outcome = [](const BuildRequest& request) {
    BuildOutcome made = FakeBuilder::succeeded(10);
    for (SourceEdit edit : {SourceEdit::leaf_body, SourceEdit::core_signature}) {
      made.rebuilds.push_back(
          {.edit = edit,
           .file = "src/lib.rs",
           .cost = {.cpu = Duration::seconds(1 + static_cast<double>(request.round))}});
    }
    return made;
  };
  Result<RoundResults> results = run();
  ASSERT_EQ(results->sides[0].figures.rebuilds.size(), 2U);
  EXPECT_EQ(results->sides[0].figures.rebuilds[1].edit, SourceEdit::core_signature);
  EXPECT_EQ(results->sides[0].figures.rebuilds[1].cpu.size(), 2U);
}

TEST_F(Rounds, CompareAnEditOnlyWhereItCompiledOnEverySide) {
  make_noisy();
  auto noisy = builder.outcome;
  builder.outcome = [noisy](const BuildRequest& request) {
    BuildOutcome made = noisy(request);
    if (!(request.variant && request.round == 1))
      made.rebuilds.push_back({.edit = SourceEdit::leaf_body, .file = "a.rs", .cost = made.cost});
    made.rebuilds.push_back(
        {.edit = SourceEdit::core_signature, .file = "b.rs", .cost = made.cost});
    return made;
  };
  limits.rounds = 3;
  Result<RoundResults> results = run();
  ASSERT_TRUE(results);
  for (const RoundResults::Side& side : results->sides) {
    ASSERT_EQ(side.figures.rebuilds.size(), 2U);
    EXPECT_EQ(side.figures.rebuilds[0].cpu.size(), 2U);
    EXPECT_EQ(side.figures.rebuilds[1].cpu.size(), 3U);
    // What is left is of the same rounds.
    EXPECT_EQ(side.figures.rebuilds[0].cpu[1], side.figures.cpu[2]);
  }
}

TEST_F(Rounds, PassTheBuildersErrorOn) {
  struct FullDisk final : TryBuilder {
    Result<BuildOutcome> build(const BuildRequest&) override {
      return failure(ErrorKind::no_space, "no space left");
    }
  } full;
  EXPECT_EQ(run_rounds(limits, 1, full, [] { return Duration(); }).error().message,
            "no space left");
}

}  // namespace
}  // namespace makespan
