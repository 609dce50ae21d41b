#pragma once
// ExperimentPlan: which call to run again next, so that the answers as a whole become surer
// fastest.
//
// An answer is the CPU of all calls that one change concerns, taken together. Of a call that was
// not run, those of its kind that were say how much each section changes; calls differ from that by
// some spread. So the answer's variance is
//
//   sum over run calls        (cpu x noise of the median of its pairs)^2
//   sum over the others       (cpu x how much calls differ from what their sections say)^2
//   (CPU of the others)^2  x  variance of what the sections say
//
// and a round is worth what it takes off that, over all its changes, for each second that it takes:
// at first calls that teach much for their time, large ones for their own sake too; then, where
// calls differ little, repetitions. Pure: no clock, no file.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.h"
#include "replay/spread.h"

namespace makespan {

// One call under one change.
struct ReplayTrial {
  uint32_t call = 0;        // trials of one call share its unchanged runs
  uint32_t population = 0;  // a kind of call under one change: those that may stand for each other
  uint32_t answer = 0;      // which change
  CallCost recorded;        // its CPU is what the trial weighs
  double seconds = 0;       // how long the call takes to run
  std::vector<CostPair> pairs;
  bool closed = false;  // cannot be run

  [[nodiscard]] double cpu() const { return recorded.cpu().seconds(); }
};

struct Round {
  uint32_t call = 0;
  std::vector<uint32_t> trials;  // at most kMostTrials, the worthiest first
  double seconds = 0;            // how long it should take
};

// What the run calls of a population say of the others.
struct PopulationModel {
  CallCost unchanged;  // sums over the run calls
  CallCost changed;
  double mean = 0;  // standard deviation of what they say (a logarithm)
  double each = 0;  // … of a call around it
  double freedom = 1;
  uint32_t run = 0;  // so many were run
};

class ExperimentPlan {
 public:
  // Changes that share one unchanged run: with more of them the first is far from the last in time.
  static constexpr size_t kMostTrials = 3;

  explicit ExperimentPlan(std::vector<ReplayTrial> trials);

  // The worthiest round that fits into so many seconds. none: none fits, or all answers are tight:
  // two standard deviations are below so many seconds of CPU.
  [[nodiscard]] std::optional<Round> next(double seconds_left, double tight_seconds) const;

  void add_pair(uint32_t trial, const CostPair& pair);
  void close(uint32_t trial);
  // Of a call that has been run, what it really took.
  void set_seconds(uint32_t call, double seconds);

  [[nodiscard]] const std::vector<ReplayTrial>& trials() const { return trials_; }
  [[nodiscard]] double noise() const { return noise_; }
  [[nodiscard]] const PopulationModel& population(uint32_t population) const;
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
    double typical_cpu = 0;   // of the call that a second of the population's CPU is likely in
    double taught = 0;        // by run calls, in typical ones
    double open_cpu = 0;      // of those that were not run
    double open_squares = 0;  // sum of their CPU squared
    PopulationModel model;
  };

  void refresh();
  void refresh(Population& population);
  [[nodiscard]] double gain(const ReplayTrial& trial) const;
  [[nodiscard]] bool is_tight(uint32_t answer, double tight_seconds) const;

  std::vector<ReplayTrial> trials_;
  std::vector<Population> populations_;
  std::vector<std::vector<uint32_t>> trials_of_call_;
  std::vector<double> log_ratios_;       // by trial: median of its pairs
  std::vector<double> answer_variance_;  // in CPU seconds squared
  double noise_ = 0;
};

}  // namespace makespan
