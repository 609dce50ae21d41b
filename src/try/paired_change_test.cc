#include "try/paired_change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <string>
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

double naive_center(const std::vector<double>& values) {
  std::vector<double> means;
  for (size_t a = 0; a < values.size(); ++a) {
    for (size_t b = a; b < values.size(); ++b)
      means.push_back((values[a] + values[b]) / 2);
  }
  std::sort(means.begin(), means.end());
  return (means[(means.size() - 1) / 2] + means[means.size() / 2]) / 2;
}

TEST(PairedChange, AgreesWithANaiveCenter) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 200; ++i) {
    // Few different values, so that many means are the same, or many. Each in a round of either
    // order.
    size_t different = i % 2 == 0 ? 5 : 1000;
    std::vector<double> after;
    for (size_t count = 1 + random() % 20; after.size() < 2 * count;)
      after.insert(after.end(), 2, 0.5 + static_cast<double>(random() % different) / 1024);
    if (i % 3 == 0) after.resize(std::min<size_t>(after.size() - 1, 11));
    MeasuredChange measured = change(std::vector<double>(after.size(), 1.0), after);
    EXPECT_NEAR(measured.expected, naive_center(after) - 1, 1e-8) << after.size();
  }
}

TEST(PairedChange, IsNotWiderForWhatTheOrderCosts) {
  // What is built second takes a tenth more; the noise is a hundredth.
  std::mt19937_64 random(5);
  std::normal_distribution<double> noise(0, 0.01);
  std::vector<double> before;
  std::vector<double> after;
  std::vector<double> calm;
  for (size_t i = 0; i < 20; ++i) {
    double first = 10 * (1 + noise(random));
    double second = 10 * (1 + noise(random));
    calm.push_back(i % 2 == 0 ? second : first);
    before.push_back(i % 2 == 0 ? first : second * 1.1);
    after.push_back(i % 2 == 0 ? second * 1.1 : first);
  }
  MeasuredChange ordered = change(before, after);
  EXPECT_TRUE(ordered.holds(0));
  EXPECT_LT(ordered.half_width(), 0.01);
  EXPECT_GT(ordered.half_width(), 0.003);
  // A round that does not count takes the order away: then nothing is taken out.
  before[7] = 0;
  EXPECT_GT(change(before, after).half_width(), 0.03);
}

// The noise of one build after the other, as a fraction of its time.
using Noise = std::function<double()>;

// How often the interval holds the truth, over many tries of `rounds` rounds.
double coverage(size_t rounds, const Noise& noise) {
  const int tries = 400;
  int held = 0;
  for (int i = 0; i < tries; ++i) {
    Noise next = noise;  // from its beginning
    std::vector<double> before;
    std::vector<double> after;
    for (size_t j = 0; j < rounds; ++j) {
      double first = std::exp(next());
      double second = std::exp(next());
      before.push_back(10 * (j % 2 == 0 ? first : second));
      after.push_back(9 * (j % 2 == 0 ? second : first));
    }
    held += change(before, after).holds(-0.1) ? 1 : 0;
  }
  return static_cast<double>(held) / tries;
}

struct KnownNoise {
  const char* name;
  Noise next;
};

std::vector<KnownNoise> noises(std::mt19937_64& random) {
  auto normal = [&random](double spread) {
    return std::normal_distribution<double>(0, spread)(random);
  };
  auto one_in = [&random](uint64_t many) { return random() % many == 0; };
  return {
      {"normal", [=] { return normal(0.03); }},
      {"skewed", [&random] { return std::gamma_distribution<double>(2.0, 0.01)(random); }},
      // Now and then another program takes its part.
      {"contaminated", [=] { return normal(0.01) + (one_in(8) ? std::abs(normal(0.2)) : 0); }},
      // Each build finds the machine slower than the one before it.
      {"drifting", [=, at = 0.0]() mutable { return (at += 0.003) + normal(0.01); }},
      // A speed that wanders, and comes back.
      {"wandering",
       [=, at = 0.0]() mutable { return (at = 0.9 * at + normal(0.01)) + normal(0.005); }},
  };
}

TEST(PairedChange, HoldsTheTruthNineTimesInTen) {
  for (size_t rounds : {3, 5, 12, 20}) {
    std::mt19937_64 random(7);
    for (const KnownNoise& noise : noises(random)) {
      double held = coverage(rounds, noise.next);
      EXPECT_GE(held, 0.87) << rounds << " rounds of " << noise.name << " noise";
      EXPECT_LE(held, 0.98) << rounds << " rounds of " << noise.name << " noise";
    }
  }
}

// Where nothing was taken out, an interval of 90% is 1.645 standard errors wide to either side, and
// the pseudo-median's standard error is 1.023 of the mean's.
TEST(PairedChange, IsNearlyAsNarrowAsAMeanWould) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> noise(0, 0.01);
  double width = 0;
  const int tries = 20;
  for (int i = 0; i < tries; ++i) {
    std::vector<double> before;
    std::vector<double> after;
    for (size_t j = 0; j < 40; ++j) {
      before.push_back(10 * (1 + noise(random)));
      after.push_back(10 * (1 + noise(random)));
    }
    width += change(before, after).half_width() / tries;
  }
  double of_mean = 1.645 * 0.01 * std::sqrt(2.0 / 40);
  EXPECT_LT(width, 1.15 * of_mean);
}

}  // namespace
}  // namespace makespan
