#include "try/ledger.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

Trial pair(double predicted, double half, double measured, const std::string& kind = "lto") {
  return {.kind = kind,
          .fix = "release.lto=thin",
          .rounds = 5,
          .predicted = predicted,
          .predicted_low = predicted - half,
          .predicted_high = predicted + half,
          .measured = measured,
          .measured_low = measured,
          .measured_high = measured};
}

KindAccuracy only(std::vector<Trial> trials) {
  Accuracy accuracy = measure_accuracy(std::move(trials));
  EXPECT_EQ(accuracy.kinds.size(), 1U);
  return accuracy.kinds.at(0);
}

TEST(Accuracy, CountsErrorsAsFractionsOfTheBuild) {
  KindAccuracy lto = only({pair(-0.2, 0.05, -0.18), pair(-0.1, 0.05, -0.02), pair(0.1, 0.02, 0.1)});
  EXPECT_EQ(lto.pairs, 3U);
  EXPECT_NEAR(lto.median_error, 0.02, 1e-12);
  EXPECT_NEAR(lto.worst_error, 0.08, 1e-12);
  EXPECT_EQ(lto.held, 2U);
  EXPECT_FALSE(lto.confident());
}

TEST(Accuracy, CountsTheSignOfClearEffectsOnly) {
  KindAccuracy lto = only({pair(-0.2, 0.1, -0.1), pair(-0.2, 0.1, 0.05), pair(-0.01, 0.1, 0.015)});
  EXPECT_EQ(lto.clear, 2U);
  EXPECT_EQ(lto.right_sign, 1U);
}

TEST(Accuracy, KeepsKindsApartAndTheNewestFirst) {
  Trial old = pair(0, 1, 0, "unused");
  Trial young = pair(0, 1, 0, "align");
  young.at = UnixTime::at(Duration::seconds(5));
  Accuracy accuracy = measure_accuracy({old, young});
  EXPECT_EQ(accuracy.trials[0].kind, "align");
  ASSERT_EQ(accuracy.kinds.size(), 2U);
  EXPECT_EQ(accuracy.kinds[0].kind, "align");
}

TEST(Accuracy, DoesNotCallAFailedBuildAPair) {
  Trial failed = pair(-0.2, 0.1, 0);
  failed.measured.reset();
  KindAccuracy lto = only({failed});
  EXPECT_EQ(lto.pairs, 0U);
  EXPECT_EQ(lto.failed, 1U);
  EXPECT_DOUBLE_EQ(lto.interval_scale, 1);
}

TEST(IntervalScale, StretchesByWhatFewPairsSayInPart) {
  // Two halves off, five times: a quarter of that is believed.
  Accuracy accuracy = measure_accuracy(std::vector<Trial>(5, pair(-0.2, 0.05, -0.1)));
  EXPECT_NEAR(interval_scale(accuracy, "lto"), 1.25, 1e-9);
  EXPECT_DOUBLE_EQ(interval_scale(accuracy, "linker"), 1);
}

TEST(IntervalScale, TightensOnlyWhenThereArePairsEnough) {
  EXPECT_DOUBLE_EQ(only(std::vector<Trial>(19, pair(-0.2, 0.1, -0.2))).interval_scale, 1);
  EXPECT_DOUBLE_EQ(only(std::vector<Trial>(20, pair(-0.2, 0.1, -0.2))).interval_scale, 0.5);
  EXPECT_NEAR(only(std::vector<Trial>(20, pair(-0.2, 0.1, -0.12))).interval_scale, 0.8, 1e-9);
}

TEST(Accuracy, DoesNotCallTwoRoundsAPair) {
  Trial hasty = pair(-0.2, 0.1, 0.3);
  hasty.rounds = 2;
  KindAccuracy lto = only({hasty});
  EXPECT_EQ(lto.pairs, 0U);
  EXPECT_EQ(lto.too_few_rounds, 1U);
  EXPECT_DOUBLE_EQ(lto.interval_scale, 1);
}

TEST(IntervalScale, IsNotMovedByWhatTheMeasurementLeavesOpen) {
  Trial vague = pair(-0.2, 0.05, 0.1);
  vague.measured_low = -0.3;
  vague.measured_high = 0.5;
  EXPECT_DOUBLE_EQ(only(std::vector<Trial>(20, vague)).interval_scale, 1);
  vague.measured_low = -0.1;  // two halves are missing even so
  EXPECT_NEAR(only(std::vector<Trial>(20, vague)).interval_scale, 2, 1e-9);
}

TEST(IntervalScale, DoesNotForgetWhatItStretchedBefore) {
  // The interval was doubled before, and now just holds the truth: it must stay so.
  Trial stretched = pair(-0.2, 0.1, -0.1);
  stretched.interval_scale = 2;
  EXPECT_NEAR(only(std::vector<Trial>(20, stretched)).interval_scale, 2, 1e-9);
}

TEST(Trials, AreKeptOfWhatWasPredicted) {
  TryAnswer answer{
      .command = "cargo build",
      .base = {.wall = {Duration::seconds(10), Duration::seconds(12)}, .runs = {"b1", "b2"}}};
  TryVariant predicted{
      .fixes = {"a", "b"},
      .cpu = MeasuredChange{.expected = -0.05},
      .wall = MeasuredChange{.expected = -0.1, .low = -0.2, .high = 0},
      .predicted =
          PredictedChange{.wall = -0.15, .wall_low = -0.3, .wall_high = -0.1, .basis = "replayed"},
      .verdict = TryVerdict::faster};
  TryVariant failed = predicted;
  failed.verdict = TryVerdict::fails_to_build;
  failed.wall.reset();
  answer.variants = {predicted, {}, failed};
  std::vector<TryCandidate> candidates = {{.kind = "set"}, {}, {.kind = "unused"}};
  std::vector<Trial> trials =
      trials_of(answer, candidates, {"/app", "/app/core"}, UnixTime::at(Duration::seconds(3)));
  ASSERT_EQ(trials.size(), 2U);
  EXPECT_EQ(trials[0].fix, "a + b");
  EXPECT_EQ(trials[0].kind, "set");
  EXPECT_EQ(trials[0].workspace, "/app");
  EXPECT_EQ(trials[0].directory, "/app/core");
  EXPECT_EQ(trials[0].measured, -0.1);
  EXPECT_EQ(trials[0].base_wall, Duration::seconds(11));
  EXPECT_EQ(trials[0].base_run, "b2");
  EXPECT_EQ(trials[1].measured, std::nullopt);
  EXPECT_EQ(trials[1].verdict, "fails to build");
}

TEST(Trials, SayWhatABenchmarkSawOfTheProduct) {
  TryAnswer answer{.base = {.artifact_bytes = 1000}};
  TryVariant weighed{
      .fixes = {"a"},
      .figures = {.artifact_bytes = 1100},
      .cpu = MeasuredChange{},
      .wall = MeasuredChange{},
      .benchmark = MeasuredChange{.expected = 0.02, .low = 0.01, .high = 0.03, .bounded = true},
      .predicted = PredictedChange{}};
  TryVariant hasty = weighed;
  hasty.benchmark->bounded = false;
  TryVariant nothing_built = weighed;
  nothing_built.figures.artifact_bytes.reset();
  answer.variants = {weighed, hasty, nothing_built};
  const std::vector<Trial> trials = trials_of(answer, std::vector<TryCandidate>(3), {}, {});
  ASSERT_EQ(trials.size(), 3U);
  ASSERT_TRUE(trials[0].product);
  EXPECT_EQ(trials[0].product->run_time, 0.02);
  EXPECT_EQ(trials[0].product->run_time_low, 0.01);
  EXPECT_EQ(trials[0].product->run_time_high, 0.03);
  EXPECT_NEAR(trials[0].product->bytes.value(), 0.1, 1e-12);
  EXPECT_EQ(trials[1].product, std::nullopt);
  EXPECT_EQ(trials[2].product->bytes, std::nullopt);
}

TEST(WeighedTrial, IsTheNewestOfTheFixAndTheCommandThatTestsDoNotSpeakAgainst) {
  Trial old = pair(-0.2, 0.1, -0.2);
  old.command = "cargo build --release";
  old.directory = "/app";
  old.product = ProductChange{.run_time = 1};
  std::vector<Trial> all(7, old);
  for (size_t i = 0; i < all.size(); ++i)
    all[i].at = UnixTime::at(Duration::seconds(static_cast<double>(i)));
  all[1].product->run_time = 2;
  all[2].product.reset();
  all[3].command = "cargo build";
  all[4].fix = "release.lto=thin + unused";
  all[5].verdict = "fails tests";
  all[6].directory = "/app/core";
  const Accuracy accuracy = measure_accuracy(all);
  const auto found = weighed_trial(accuracy, "release.lto=thin", "cargo build --release", "/app");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->product->run_time, 2);
  EXPECT_FALSE(weighed_trial(accuracy, "release.lto=off", "cargo build --release", "/app"));
}

}  // namespace
}  // namespace makespan
