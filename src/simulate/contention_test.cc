#include "simulate/contention.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

// The CPU of 10 s of work where `busy` of four cores work together.
Duration cpu_at(double slowdown, double busy) {
  return Duration::seconds(10) * Contention{.slowdown = slowdown, .machine_cores = 4}.factor(busy);
}

ContentionPair pair_with(double slowdown) {
  return {.cpu_low = cpu_at(slowdown, 1.5),
          .busy_low = 1.5,
          .cpu_high = cpu_at(slowdown, 3.5),
          .busy_high = 3.5};
}

TEST(Contention, GrowsFromOneCoreToAll) {
  Contention contention{.slowdown = 0.3, .machine_cores = 4};
  EXPECT_DOUBLE_EQ(contention.factor(0.5), 1);
  EXPECT_DOUBLE_EQ(contention.factor(1), 1);
  EXPECT_DOUBLE_EQ(contention.factor(2), 1.1);
  EXPECT_DOUBLE_EQ(contention.factor(4), 1.3);
}

TEST(Contention, CostsNothingOnOneCore) {
  EXPECT_EQ((Contention{.slowdown = 0.3, .machine_cores = 1}).factor(1), 1);
}

TEST(FitContention, FindsTheSlowdownThatMadeThePair) {
  for (double slowdown : {0.0, 0.02, 0.12, 0.5}) {
    ContentionRange range = fit_contention({pair_with(slowdown)}, 4);
    EXPECT_TRUE(range.fitted);
    EXPECT_NEAR(range.middle, slowdown, 1e-6);
  }
}

TEST(FitContention, IsTheMedianWithItsQuartiles) {
  ContentionRange range = fit_contention(
      {pair_with(0.4), pair_with(0.1), pair_with(0), pair_with(0.2), pair_with(0.3)}, 4);
  EXPECT_NEAR(range.low, 0.1, 1e-6);
  EXPECT_NEAR(range.middle, 0.2, 1e-6);
  EXPECT_NEAR(range.high, 0.3, 1e-6);
}

TEST(FitContention, TakesFasterTogetherForNoContention) {
  ContentionPair noise{.cpu_low = Duration::seconds(10), .cpu_high = Duration::seconds(9)};
  EXPECT_EQ(fit_contention({noise}, 2).middle, 0);
}

TEST(FitContention, OfPairsThatSayNothingIsAssumed) {
  ContentionPair same{.cpu_low = Duration::seconds(10),
                      .busy_low = 2,
                      .cpu_high = Duration::seconds(10),
                      .busy_high = 2};
  for (const ContentionRange& range : {fit_contention({}, 2), fit_contention({same}, 2)}) {
    EXPECT_FALSE(range.fitted);
    EXPECT_EQ(range.middle, assumed_contention().middle);
    EXPECT_LT(range.low, range.high);
  }
}

}  // namespace
}  // namespace makespan
