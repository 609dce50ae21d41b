#include "replay/spread.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace makespan {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) / 2;
}

// The median of three or more is a less certain figure than their mean, by this much in variance
// (Gaussian: 1.35 at 3, pi / 2 at infinity), and does not mind one that is far off.
constexpr double kMedianPrice = 1.4;

}  // namespace

Spread spread_of_median(std::span<const double> logs, double noise) {
  Spread spread{.deviation = noise, .freedom = kNoisePairs};
  if (logs.empty()) return spread;
  spread.expected = median({logs.begin(), logs.end()});
  double squares = kNoisePairs * noise * noise;
  for (double log : logs)
    squares += (log - spread.expected) * (log - spread.expected);
  auto count = static_cast<double>(logs.size());
  spread.freedom = kNoisePairs + count - 1;
  double variance = squares / spread.freedom;
  spread.deviation = std::sqrt(variance * (count > 2 ? kMedianPrice : 1) / count);
  return spread;
}

// Cornish-Fisher; within 0.3% of the table from 4 degrees on.
double student(double freedom) {
  double n = std::max(freedom, 1.0);
  return 1.96 + 2.3725 / n + 2.8224 / (n * n) + 2.5559 / (n * n * n);
}

RatioInterval interval_of(const Spread& spread) {
  double half = student(spread.freedom) * spread.deviation;
  return {.low = std::exp(spread.expected - half),
          .expected = std::exp(spread.expected),
          .high = std::exp(spread.expected + half)};
}

void Noise::add(std::span<const double> logs) {
  if (logs.size() < 2) return;
  double mean = 0;
  for (double log : logs)
    mean += log / static_cast<double>(logs.size());
  for (double log : logs)
    squares_ += (log - mean) * (log - mean);
  freedom_ += static_cast<double>(logs.size() - 1);
}

double Noise::deviation() const {
  return std::sqrt((kNoisePairs * kExpected * kExpected + squares_) / (kNoisePairs + freedom_));
}

}  // namespace makespan
