#pragma once
// ExperimentPlan: which call to run again next, so that the answers as a whole become surer
// fastest.
//
// An answer is the CPU of all calls that one change concerns, taken together. Its variance is
//
//   sum over run calls          (cpu x noise of the median of its pairs)^2
//   sum over the others         (cpu x how much calls differ from each other)^2
//   (CPU of all the others)^2   x  variance of their mean ratio
//
// so a round is worth what it takes off that, over all its changes, for each second that it takes:
// at first large calls, which carry their own CPU and teach the mean; then, where calls differ
// little, repetitions. Pure: no clock, no file.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.h"
#include "replay/spread.h"

namespace makespan {

// One call under one change.
struct Trial {
  uint32_t call = 0;  // trials of one call share its unchanged runs
  uint32_t population =
      0;                // one kind of call under one change: those that may stand for each other
  uint32_t answer = 0;  // which change
  double cpu = 0;       // recorded seconds: what the trial weighs
  double seconds = 0;   // how long the call takes to run
  std::vector<double> logs;  // of its pairs' ratios
  bool closed = false;       // cannot be run
};

struct Round {
  uint32_t call = 0;
  std::vector<uint32_t> trials;  // at most kMostTrials, the worthiest first
  double seconds = 0;            // how long it should take
};

// What is known of those of a population that were not run.
struct PopulationSpread {
  Spread mean;       // of their mean ratio
  double each = 0;   // standard deviation of one of them around it
  uint32_t run = 0;  // so many were
};

class ExperimentPlan {
 public:
  // Changes that share one unchanged run: more of them, and the first is far from the last in time.
  static constexpr size_t kMostTrials = 3;

  explicit ExperimentPlan(std::vector<Trial> trials);

  // The worthiest round that fits into so many seconds. none: none fits, or all answers are tight:
  // half the interval below so many seconds of CPU each.
  [[nodiscard]] std::optional<Round> next(double seconds_left, double tight_seconds) const;

  void add_pair(uint32_t trial, double log_ratio);
  void close(uint32_t trial);
  // Of a call that has been run, what it really took.
  void set_seconds(uint32_t call, double seconds);

  [[nodiscard]] const std::vector<Trial>& trials() const { return trials_; }
  [[nodiscard]] double noise() const { return noise_; }
  [[nodiscard]] PopulationSpread population(uint32_t population) const;
  // The CPU of an answer in seconds: expected, and its standard deviation.
  struct Answer {
    double recorded = 0;
    double expected = 0;
    double deviation = 0;
    double freedom = kNoisePairs;
  };
  [[nodiscard]] Answer answer(uint32_t answer) const;

 private:
  struct Population {
    std::vector<uint32_t> trials;
    double open_cpu = 0;      // of those that were not run
    double open_squares = 0;  // sum of their cpu squared
    PopulationSpread spread;
  };

  void refresh();
  [[nodiscard]] double gain(const Trial& trial) const;
  [[nodiscard]] bool is_tight(uint32_t answer, double tight_seconds) const;

  std::vector<Trial> trials_;
  std::vector<Population> populations_;
  std::vector<std::vector<uint32_t>> trials_of_call_;
  std::vector<double> answer_variance_;
  double noise_ = 0;
};

}  // namespace makespan
