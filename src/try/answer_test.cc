#include "try/answer.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

MeasuredChange measured(double low, double high) {
  return {.expected = (low + high) / 2, .low = low, .high = high, .bounded = true};
}

const MeasuredChange kNothing = measured(-0.01, 0.01);

TEST(Verdict, GoesByWallTimeWhereThatTells) {
  EXPECT_EQ(judge({}, {}, measured(0.1, 0.2), measured(-0.3, -0.2)), TryVerdict::faster);
  EXPECT_EQ(judge({}, {}, measured(-0.3, -0.2), measured(0.1, 0.2)), TryVerdict::slower);
}

TEST(Verdict, GoesByCpuWhereWallTimeIsTooNoisy) {
  EXPECT_EQ(judge({}, {}, measured(-0.03, -0.02), kNothing), TryVerdict::faster);
  EXPECT_EQ(judge({}, {}, measured(0.02, 0.03), kNothing), TryVerdict::slower);
}

TEST(Verdict, ClaimsNothingWithinTheNoise) {
  EXPECT_EQ(judge({}, {}, kNothing, kNothing), TryVerdict::within_noise);
  MeasuredChange few = {.expected = -0.5, .low = -0.5, .high = -0.5, .bounded = false};
  EXPECT_EQ(judge({}, {}, few, few), TryVerdict::within_noise);
}

TEST(Verdict, FailingComesFirst) {
  RoundResults::Side broken{.builds = false};
  EXPECT_EQ(judge({}, broken, {}, {}), TryVerdict::fails_to_build);
  RoundResults::Side failing{.figures = {.tests = TestOutcome::failed}};
  EXPECT_EQ(judge({}, failing, measured(-0.3, -0.2), kNothing), TryVerdict::fails_tests);
  EXPECT_EQ(judge(failing, failing, measured(-0.3, -0.2), kNothing), TryVerdict::faster);
}

TEST(Verdict, IsFailingTestsWhereTheBenchmarkFails) {
  RoundResults::Side failing{.benchmark_failure = "the benchmark `x` fails with status 1:\n"};
  EXPECT_EQ(judge({}, failing, measured(-0.3, -0.2), kNothing), TryVerdict::fails_tests);
}

TEST(AllStand, OnlyWhereEveryWayBuildsAndPasses) {
  const TryVariant good{.figures = {.tests = TestOutcome::passed}, .verdict = TryVerdict::slower};
  EXPECT_TRUE(all_stand({.base = good.figures, .variants = {good}}));
  EXPECT_TRUE(all_stand({.variants = {TryVariant{}}}));  // no tests were asked for
  for (TryVerdict verdict : {TryVerdict::fails_to_build, TryVerdict::fails_tests})
    EXPECT_FALSE(all_stand({.variants = {good, TryVariant{.verdict = verdict}}}));
  EXPECT_FALSE(all_stand({.end = TryEnd::failed, .variants = {good}}));
}

TEST(AllStand, NotWhereTestsFailWithoutAFixToo) {
  const TryFigures failing{.tests = TestOutcome::failed};
  const TryVariant both{.figures = failing, .verdict = TryVerdict::faster};
  EXPECT_FALSE(all_stand({.base = failing, .variants = {both}}));
  EXPECT_FALSE(all_stand({.base = failing, .variants = {TryVariant{}}}));
  EXPECT_FALSE(all_stand({.variants = {both}}));
}

RoundResults::Side side(const std::vector<double>& seconds) {
  RoundResults::Side side;
  for (double second : seconds) {
    side.figures.wall.push_back(Duration::seconds(second));
    side.figures.cpu.push_back(Duration::seconds(second * 2));
  }
  return side;
}

TEST(Answer, HasAVariantForEachCandidate) {
  RoundResults results{.sides = {side({10, 10, 10}), side({5, 5, 5}), {.builds = false}},
                       .rounds = 3};
  results.sides[2].failure = "error";
  PredictedChange predicted{.wall = -0.4, .wall_low = -0.6, .wall_high = -0.2};
  TryAnswer answer = make_answer(
      results,
      {{.fixes = {"a"}, .title = "a", .predicted = predicted}, {.fixes = {"b"}, .title = "b"}},
      "cargo build");
  ASSERT_EQ(answer.variants.size(), 2U);
  EXPECT_EQ(answer.variants[0].verdict, TryVerdict::faster);
  EXPECT_DOUBLE_EQ(answer.variants[0].wall->expected, -0.5);
  EXPECT_DOUBLE_EQ(answer.variants[0].predicted->wall, -0.4);
  EXPECT_EQ(answer.variants[1].verdict, TryVerdict::fails_to_build);
  EXPECT_EQ(answer.variants[1].failure, "error");
  EXPECT_FALSE(answer.variants[1].cpu.has_value());
  EXPECT_TRUE(answer.notes.empty());
}

TEST(Answer, SaysWhatFailedAndWhyItEnded) {
  RoundResults results{.sides = {side({10, 10, 10}), side({5, 5, 5})},
                       .rounds = 3,
                       .end = TryEnd::disk_full,
                       .reason = "round 4 was not finished: the disk is full"};
  results.sides[1].benchmark_failure = "the benchmark fails";
  TryAnswer answer = make_answer(results, {{.title = "a"}}, "cargo build");
  EXPECT_EQ(answer.notes, std::vector<std::string>{results.reason});
  EXPECT_EQ(answer.variants[0].failure, "the benchmark fails");
  results.sides[1].test_failure = "assertion failed";
  EXPECT_EQ(make_answer(results, {{.title = "a"}}, "cargo build").variants[0].failure,
            "assertion failed");
}

TEST(Answer, SaysThatTwoRoundsAreTooFew) {
  RoundResults results{.sides = {side({10, 10}), side({5, 5})}, .rounds = 2};
  TryAnswer answer = make_answer(results, {{.title = "the same build"}}, "cargo build");
  EXPECT_EQ(answer.variants[0].verdict, TryVerdict::within_noise);
  ASSERT_EQ(answer.notes.size(), 1U);
  EXPECT_TRUE(answer.notes[0].starts_with("fewer than 3 rounds"));
}

}  // namespace
}  // namespace makespan
