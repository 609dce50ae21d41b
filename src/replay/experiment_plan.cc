#include "replay/experiment_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace makespan {
namespace {

// Before anything is run. Debug info alone moved single units by 2 to 37% (14 units of one
// application), so one unit says little about another.
constexpr double kEachBefore = 0.12;
constexpr double kMeanBefore = 0.25;
// The above counts as so many units that were run.
constexpr double kUnitsBefore = 2;

double square(double x) {
  return x * x;
}

// Variance of a ratio's logarithm that so many pairs leave.
double variance_of(size_t pairs, double noise) {
  return square(noise) * (pairs > 2 ? 1.4 : 1.0) / static_cast<double>(std::max<size_t>(pairs, 1));
}

}  // namespace

ExperimentPlan::ExperimentPlan(std::vector<Trial> trials) : trials_(std::move(trials)) {
  uint32_t populations = 0;
  uint32_t calls = 0;
  uint32_t answers = 0;
  for (const Trial& trial : trials_) {
    populations = std::max(populations, trial.population + 1);
    calls = std::max(calls, trial.call + 1);
    answers = std::max(answers, trial.answer + 1);
  }
  populations_.resize(populations);
  trials_of_call_.resize(calls);
  answer_variance_.resize(answers);
  for (uint32_t i = 0; i < trials_.size(); ++i) {
    populations_[trials_[i].population].trials.push_back(i);
    trials_of_call_[trials_[i].call].push_back(i);
  }
  refresh();
}

void ExperimentPlan::add_pair(uint32_t trial, double log_ratio) {
  trials_[trial].logs.push_back(log_ratio);
  refresh();
}

void ExperimentPlan::close(uint32_t trial) {
  trials_[trial].closed = true;
}

void ExperimentPlan::set_seconds(uint32_t call, double seconds) {
  for (uint32_t trial : trials_of_call_[call])
    trials_[trial].seconds = seconds;
}

PopulationSpread ExperimentPlan::population(uint32_t population) const {
  return populations_[population].spread;
}

void ExperimentPlan::refresh() {
  Noise noise;
  for (const Trial& trial : trials_)
    noise.add(trial.logs);
  noise_ = noise.deviation();
  std::fill(answer_variance_.begin(), answer_variance_.end(), 0.0);
  for (Population& population : populations_) {
    double cpu = 0;
    double weighted = 0;
    population.open_cpu = 0;
    population.open_squares = 0;
    population.spread = {};
    uint32_t answer = 0;
    for (uint32_t index : population.trials) {
      const Trial& trial = trials_[index];
      answer = trial.answer;
      if (trial.logs.empty()) {
        population.open_cpu += trial.cpu;
        population.open_squares += square(trial.cpu);
        continue;
      }
      ++population.spread.run;
      cpu += trial.cpu;
      weighted += trial.cpu * std::exp(spread_of_median(trial.logs, noise_).expected);
      answer_variance_[answer] += square(trial.cpu) * variance_of(trial.logs.size(), noise_);
    }
    PopulationSpread& spread = population.spread;
    double mean = cpu > 0 ? std::log(weighted / cpu) : 0;
    double squares = kUnitsBefore * square(kEachBefore);
    for (uint32_t index : population.trials) {
      if (trials_[index].logs.empty()) continue;
      squares += square(spread_of_median(trials_[index].logs, noise_).expected - mean);
    }
    double run = spread.run;
    spread.mean.expected = mean;
    spread.mean.freedom = std::max(run - 1 + kUnitsBefore, 1.0);
    spread.each = std::sqrt(squares / std::max(run - 1 + kUnitsBefore, 1.0));
    spread.mean.deviation = run > 0 ? spread.each / std::sqrt(run) : kMeanBefore;
    answer_variance_[answer] += population.open_squares * square(spread.each) +
                                square(population.open_cpu * spread.mean.deviation);
  }
}

// How much variance one more pair of this trial takes off its answer, in CPU seconds squared.
double ExperimentPlan::gain(const Trial& trial) const {
  if (!trial.logs.empty()) {
    return square(trial.cpu) *
           (variance_of(trial.logs.size(), noise_) - variance_of(trial.logs.size() + 1, noise_));
  }
  const Population& population = populations_[trial.population];
  const PopulationSpread& spread = population.spread;
  double open_after = population.open_cpu - trial.cpu;
  double mean_after = spread.each / std::sqrt(spread.run + 1.0);
  double before =
      square(population.open_cpu * spread.mean.deviation) + square(trial.cpu * spread.each);
  double after = square(open_after * std::min(mean_after, spread.mean.deviation)) +
                 square(trial.cpu) * variance_of(1, noise_);
  return std::max(0.0, before - after);
}

bool ExperimentPlan::is_tight(uint32_t answer, double tight_seconds) const {
  return 2 * std::sqrt(answer_variance_[answer]) < tight_seconds;
}

std::optional<Round> ExperimentPlan::next(double seconds_left, double tight_seconds) const {
  std::optional<Round> best;
  double best_rate = 0;
  for (uint32_t call = 0; call < trials_of_call_.size(); ++call) {
    std::vector<std::pair<double, uint32_t>> gains;
    for (uint32_t index : trials_of_call_[call]) {
      const Trial& trial = trials_[index];
      if (trial.closed || is_tight(trial.answer, tight_seconds)) continue;
      gains.emplace_back(gain(trial), index);
    }
    std::sort(gains.begin(), gains.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    Round round{.call = call};
    double gained = 0;
    for (size_t i = 0; i < std::min(gains.size(), kMostTrials); ++i) {
      const Trial& trial = trials_[gains[i].second];
      gained += gains[i].first;
      round.trials.push_back(gains[i].second);
      round.seconds = trial.seconds * static_cast<double>(i + 2);
      double rate = gained / std::max(round.seconds, 1e-3);
      if (round.seconds > seconds_left || rate <= best_rate) continue;
      best_rate = rate;
      best = round;
    }
  }
  return best;
}

ExperimentPlan::Answer ExperimentPlan::answer(uint32_t wanted) const {
  Answer answer;
  double runs = 0;
  for (const Population& population : populations_) {
    for (uint32_t index : population.trials) {
      const Trial& trial = trials_[index];
      if (trial.answer != wanted) continue;
      double log = trial.logs.empty() ? population.spread.mean.expected
                                      : spread_of_median(trial.logs, noise_).expected;
      answer.recorded += trial.cpu;
      answer.expected += trial.cpu * std::exp(log);
      if (!trial.logs.empty()) ++runs;
    }
  }
  answer.deviation = wanted < answer_variance_.size() ? std::sqrt(answer_variance_[wanted]) : 0;
  answer.freedom = std::max(runs - 1 + kUnitsBefore, 2.0);
  return answer;
}

}  // namespace makespan
