#pragma once
// How sure a ratio is that a few pairs tell. In logarithms, since ratios multiply.
//
// Two or three pairs alone know next to nothing of their own noise, so that of other calls on this
// machine counts as kNoisePairs further ones.

#include <span>

#include "replay/call_effect.h"

namespace makespan {

inline constexpr double kNoisePairs = 4;

struct Spread {
  double expected = 0;   // logarithm of the ratio
  double deviation = 0;  // standard deviation of `expected`
  double freedom = 4;    // degrees of it
};

// Of the CPU of the two calls.
double log_ratio(const CostPair& pair);

// Of the median of some logarithms. `noise`: standard deviation of one of them, seen elsewhere.
Spread spread_of_median(std::span<const double> logs, double noise);

// So many standard deviations to each side hold 19 of 20 (Student's t).
double student(double freedom);

RatioInterval interval_of(const Spread& spread);

// The standard deviation of one pair's logarithm, from all calls that have several; `expected` is
// what is taken for granted before there are any.
class Noise {
 public:
  void add(std::span<const double> logs);
  [[nodiscard]] double deviation() const;

 private:
  // Idle cloud machines, calls of a second or more: 1 to 3% between neighbouring runs.
  static constexpr double kExpected = 0.02;
  double squares_ = 0;
  double freedom_ = 0;
};

}  // namespace makespan
