#include "try/paired_change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace makespan {
namespace {

std::vector<Duration> seconds(const std::vector<double>& values) {
  std::vector<Duration> durations;
  for (double value : values)
    durations.push_back(Duration::seconds(value));
  return durations;
}

MeasuredChange change(const std::vector<double>& before, const std::vector<double>& after) {
  return paired_change(seconds(before), seconds(after));
}

TEST(PairedChange, IsAFractionOfTheSameRound) {
  // The machine got slower from round to round, the change stayed.
  MeasuredChange halved = change({10, 20, 40}, {5, 10, 20});
  EXPECT_DOUBLE_EQ(halved.expected, -0.5);
  EXPECT_DOUBLE_EQ(halved.low, -0.5);
  EXPECT_DOUBLE_EQ(halved.high, -0.5);
  EXPECT_TRUE(halved.bounded);
}

TEST(PairedChange, OfOneOrTwoRoundsHasNoInterval) {
  EXPECT_FALSE(change({10}, {11}).bounded);
  MeasuredChange two = change({10, 10}, {11, 12});
  EXPECT_FALSE(two.bounded);
  EXPECT_NEAR(two.low, 0.1, 1e-12);
  EXPECT_NEAR(two.high, 0.2, 1e-12);
  EXPECT_NEAR(two.expected, 0.15, 1e-12);
}

TEST(PairedChange, OfNothingIsNothing) {
  EXPECT_EQ(change({}, {}), MeasuredChange());
  EXPECT_EQ(change({0, 0}, {1, 1}), MeasuredChange());
}

TEST(PairedChange, IsNotMovedByOneRoundThatWentAstray) {
  MeasuredChange calm = change({10, 10, 10, 10, 10}, {9, 9, 9, 9, 30});
  EXPECT_NEAR(calm.expected, -0.1, 1e-9);
  EXPECT_TRUE(calm.holds(0));  // and nothing is claimed
}

TEST(PairedChange, GivesTheSameRoundsTheSameAnswer) {
  std::vector<double> before = {10, 11, 12, 10.5, 9.9};
  std::vector<double> after = {9, 10.5, 11, 10, 9.1};
  EXPECT_EQ(change(before, after), change(before, after));
}

TEST(PairedChange, AgreesWithANaiveCenter) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 50; ++i) {
    size_t count = 1 + random() % 12;
    std::vector<double> after;
    for (size_t j = 0; j < count; ++j)
      after.push_back(0.5 + static_cast<double>(random() % 1000) / 1000);
    std::vector<double> means;
    for (size_t a = 0; a < count; ++a) {
      for (size_t b = a; b < count; ++b)
        means.push_back((after[a] + after[b]) / 2 - 1);
    }
    std::sort(means.begin(), means.end());
    double naive = (means[(means.size() - 1) / 2] + means[means.size() / 2]) / 2;
    EXPECT_NEAR(change(std::vector<double>(count, 1.0), after).expected, naive, 1e-6);
  }
}

// How often the interval holds the truth, over many tries of `rounds` rounds with noise like a
// build's: mostly small, skewed, now and then a bad round.
double coverage(size_t rounds) {
  std::mt19937_64 random(7);
  std::gamma_distribution<double> noise(2.0, 0.01);
  const int tries = 150;
  int held = 0;
  for (int i = 0; i < tries; ++i) {
    std::vector<double> before;
    std::vector<double> after;
    for (size_t j = 0; j < rounds; ++j) {
      before.push_back(10 * (1 + noise(random)));
      after.push_back(9 * (1 + noise(random)));
    }
    held += change(before, after).holds(-0.1) ? 1 : 0;
  }
  return static_cast<double>(held) / tries;
}

TEST(PairedChange, HoldsTheTruthNineTimesInTen) {
  for (size_t rounds : {3, 5, 8, 12}) {
    EXPECT_GE(coverage(rounds), 0.86) << rounds;
    EXPECT_LE(coverage(rounds), 0.98) << rounds;
  }
}

}  // namespace
}  // namespace makespan
