#include "replay/call_effect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "replay/spread.h"

namespace makespan {
namespace {

Duration s(double seconds) {
  return Duration::seconds(seconds);
}

CostPair pair_of(double unchanged, double changed) {
  return {.unchanged = {.frontend = s(unchanged)}, .changed = {.frontend = s(changed)}};
}

// --- spread --------------------------------------------------------------------------------------

// Student's t, two-sided 95%, from a printed table.
TEST(Student, AgreesWithTheTable) {
  for (auto [freedom, table] : {std::pair{4.0, 2.776},
                                {5.0, 2.571},
                                {6.0, 2.447},
                                {8.0, 2.306},
                                {10.0, 2.228},
                                {20.0, 2.086},
                                {1000.0, 1.962}}) {
    EXPECT_NEAR(student(freedom), table, 0.003 * table) << freedom;
  }
}

TEST(SpreadOfMedian, OfOnePairRestsOnWhatOthersShowed) {
  Spread spread = spread_of_median(std::vector{0.5}, 0.02);
  EXPECT_DOUBLE_EQ(spread.expected, 0.5);
  EXPECT_DOUBLE_EQ(spread.deviation, 0.02);
  EXPECT_DOUBLE_EQ(spread.freedom, kNoisePairs);
}

TEST(SpreadOfMedian, NarrowsWithPairsThatAgreeAndWidensWithThoseThatDoNot) {
  std::vector<double> agree = {0.10, 0.11, 0.10, 0.09};
  std::vector<double> quarrel = {0.0, 0.3, -0.2, 0.3};
  double alone = spread_of_median(std::vector{0.1}, 0.02).deviation;
  EXPECT_LT(spread_of_median(agree, 0.02).deviation, alone);
  EXPECT_GT(spread_of_median(quarrel, 0.02).deviation, alone);
}

TEST(SpreadOfMedian, DoesNotMindOnePairThatIsFarOff) {
  EXPECT_NEAR(spread_of_median(std::vector{0.1, 0.1, 0.1, 2.0, 0.1}, 0.02).expected, 0.1, 1e-12);
}

// The promise of the interval, held against chance itself: of so many measurements with noise that
// is as it was said to be, 19 of 20 intervals hold the truth.
TEST(Interval, HoldsTheTruthNineteenTimesOfTwenty) {
  std::mt19937 random(7);
  for (size_t pairs : {1, 2, 3, 5, 8}) {
    std::normal_distribution<double> noise(0, 0.02);
    int held = 0;
    constexpr int kTrials = 4000;
    for (int trial = 0; trial < kTrials; ++trial) {
      std::vector<double> logs;
      for (size_t i = 0; i < pairs; ++i)
        logs.push_back(std::log(0.8) + noise(random));
      RatioInterval interval = interval_of(spread_of_median(logs, 0.02));
      if (interval.low <= 0.8 && 0.8 <= interval.high) ++held;
    }
    EXPECT_GT(held, kTrials * 0.94) << pairs << " pairs";
  }
}

TEST(Noise, IsThatOfPairsThatShouldAgree) {
  std::mt19937 random(3);
  std::normal_distribution<double> spread(0, 0.05);
  Noise noise;
  EXPECT_NEAR(noise.deviation(), 0.02, 1e-9) << "before any";
  noise.add(std::vector{0.7});
  EXPECT_NEAR(noise.deviation(), 0.02, 1e-9) << "one alone says nothing";
  for (int call = 0; call < 300; ++call) {
    double truth = call * 0.01;
    noise.add(std::vector{truth + spread(random), truth + spread(random), truth + spread(random)});
  }
  EXPECT_NEAR(noise.deviation(), 0.05, 0.004);
}

// --- effects -------------------------------------------------------------------------------------

TEST(WithinReach, LeavesOfALinkersPairNothingButTheLink) {
  const CostPair pair{.unchanged = {.frontend = s(4), .codegen = s(2), .link = s(1)},
                      .changed = {.frontend = s(3), .codegen = s(3), .link = s(2)}};
  const CostPair of_linker = within_reach(pair, {.linker = "mold"});
  EXPECT_EQ(of_linker.changed.frontend, s(4));
  EXPECT_EQ(of_linker.changed.codegen, s(2));
  EXPECT_EQ(of_linker.changed.link, s(2));
  EXPECT_EQ(within_reach(pair, {.opt_level = "1", .linker = "mold"}).changed.frontend, s(3));
  EXPECT_EQ(within_reach(pair, {.opt_level = "1"}).changed.frontend, s(3));
}

TEST(EffectOf, TakesTheMedianOfPairedRatios) {
  // The machine slowed down in between; the pairs still agree.
  std::vector<CostPair> pairs = {pair_of(1, 0.5), pair_of(2, 1), pair_of(3, 1.5)};
  CallEffect effect = effect_of(pairs, 0.02);
  EXPECT_NEAR(effect.cpu.expected, 0.5, 1e-9);
  EXPECT_EQ(effect.unchanged.frontend, s(2));
  EXPECT_EQ(effect.changed.frontend, s(1));
  EXPECT_EQ(effect.pairs, 3U);
  EXPECT_LT(effect.cpu.low, 0.5);
  EXPECT_GT(effect.cpu.high, 0.5);
}

TEST(EffectOf, HasTheMedianOfEachSectionAndOfTheBytes) {
  CostPair one{
      .unchanged = {.codegen = s(4), .codegen_threads = 1, .output_bytes = 100},
      .changed = {.codegen = s(2), .lto = s(1), .codegen_threads = 16, .output_bytes = 50}};
  CostPair two{
      .unchanged = {.codegen = s(6), .codegen_threads = 1, .output_bytes = 100},
      .changed = {.codegen = s(4), .lto = s(3), .codegen_threads = 16, .output_bytes = 50}};
  CallEffect effect = effect_of(std::vector{one, two}, 0.02);
  EXPECT_EQ(effect.unchanged.codegen, s(5));
  EXPECT_EQ(effect.changed.codegen, s(3));
  EXPECT_EQ(effect.changed.lto, s(2));
  EXPECT_EQ(effect.changed.codegen_threads, 16U);
  EXPECT_DOUBLE_EQ(effect.output_bytes.expected, 0.5);
}

TEST(EffectOf, NothingIsNoEffect) {
  CallEffect effect = effect_of({}, 0.02);
  EXPECT_EQ(effect.pairs, 0U);
  EXPECT_EQ(effect.cpu.expected, 1);
}

TEST(Predict, BringsEachSectionToItsRatioAndTheWholeToTheCallsRatio) {
  CallEffect effect =
      effect_of(std::vector{CostPair{.unchanged = {.frontend = s(2), .codegen = s(2)},
                                     .changed = {.frontend = s(2), .codegen = s(1)}}},
                0.02);
  // Recorded on a machine that was half as fast that day.
  CallPrediction prediction = predict({.frontend = s(4), .codegen = s(4)}, effect);
  EXPECT_NEAR(prediction.expected.frontend.seconds(), 4, 1e-6);
  EXPECT_NEAR(prediction.expected.codegen.seconds(), 2, 1e-6);
  EXPECT_LT(prediction.low, 1);
  EXPECT_GT(prediction.high, 1);
}

TEST(Predict, GivesSectionsThatWereNotThereTheirShareOfTheWhole) {
  // LTO goes, its work comes back as codegen.
  CallEffect effect =
      effect_of(std::vector{CostPair{.unchanged = {.frontend = s(2), .lto = s(2)},
                                     .changed = {.frontend = s(2), .codegen = s(1)}}},
                0.02);
  CallCost expected = predict({.frontend = s(4), .lto = s(4)}, effect).expected;
  EXPECT_NEAR(expected.frontend.seconds(), 4, 1e-6);
  EXPECT_NEAR(expected.codegen.seconds(), 2, 1e-6);
  EXPECT_EQ(expected.lto, Duration());
}

TEST(Predict, LeavesTheCallAsItIsWhereNothingIsKnown) {
  CallCost recorded{.frontend = s(1), .link = s(2)};
  EXPECT_EQ(predict(recorded, {}).expected, recorded);
}

TEST(CostOf, SumsSectionsByKind) {
  std::vector<Section> sections = {
      {.kind = SectionKind::frontend, .cpu = s(1)},
      {.kind = SectionKind::codegen, .name = StringId(1), .cpu = s(2)},
      {.kind = SectionKind::codegen, .name = StringId(2), .cpu = s(3)},
      {.kind = SectionKind::lto, .cpu = s(4)},
      {.kind = SectionKind::link, .cpu = s(5)},
      {.kind = SectionKind::other, .cpu = s(6)},
      {.kind = SectionKind::compile_c, .cpu = s(7)},
      {.kind = SectionKind::link, .cpu = std::nullopt},
  };
  EXPECT_EQ(cost_of(sections), (CallCost{.frontend = s(1),
                                         .codegen = s(5),
                                         .lto = s(4),
                                         .link = s(5),
                                         .other = s(13),
                                         .codegen_threads = 2}));
}

}  // namespace
}  // namespace makespan
