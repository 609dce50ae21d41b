#include "replay/experiment_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace makespan {
namespace {

// Before anything is run. Debug info alone moved single units by 2 to 37% (14 units of one
// application), of which their sections explain about half.
constexpr double kEachBefore = 0.10;
constexpr double kMeanBefore = 0.20;
// The above counts as so many units that were run.
constexpr double kUnitsBefore = 4;
// CPU of a call varies by so much whatever its length: page faults, the scheduler's clock.
constexpr double kFixedNoiseSeconds = 0.015;

double square(double x) {
  return x * x;
}

// Variance of a ratio's logarithm that so many pairs of a call leave.
double variance_of(size_t pairs, double noise, double cpu) {
  double one = square(noise) + square(kFixedNoiseSeconds / std::max(cpu, 1e-3));
  return one * (pairs > 2 ? 1.4 : 1.0) / static_cast<double>(std::max<size_t>(pairs, 1));
}

// What is not known of the mean after so many typical calls.
double mean_variance(double each, double taught) {
  return 1 / (1 / square(kMeanBefore) + taught / square(each));
}

double taught_by(double cpu, double typical_cpu) {
  return typical_cpu > 0 ? std::min(1.0, cpu / typical_cpu) : 1.0;
}

std::vector<double> logs_of(const ReplayTrial& trial) {
  std::vector<double> logs;
  for (const CostPair& pair : trial.pairs)
    logs.push_back(log_ratio(pair));
  return logs;
}

// The ratio that sections alone give for a call.
double log_by_sections(const CallCost& call, const PopulationModel& model) {
  return log_ratio(
      {.unchanged = call, .changed = by_sections(call, model.unchanged, model.changed)});
}

}  // namespace

ExperimentPlan::ExperimentPlan(std::vector<ReplayTrial> trials)
    : trials_(std::move(trials)), log_ratios_(trials_.size()) {
  uint32_t populations = 0;
  uint32_t calls = 0;
  uint32_t answers = 0;
  for (const ReplayTrial& trial : trials_) {
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
  for (Population& population : populations_) {
    double sum = 0;
    double squares = 0;
    for (uint32_t index : population.trials) {
      sum += trials_[index].cpu();
      squares += square(trials_[index].cpu());
    }
    population.typical_cpu = sum > 0 ? squares / sum : 0;
  }
  refresh();
}

void ExperimentPlan::add_pair(uint32_t trial, const CostPair& pair) {
  trials_[trial].pairs.push_back(pair);
  refresh();
}

void ExperimentPlan::close(uint32_t trial) {
  trials_[trial].closed = true;
}

void ExperimentPlan::set_seconds(uint32_t call, double seconds) {
  for (uint32_t trial : trials_of_call_[call])
    trials_[trial].seconds = seconds;
}

const PopulationModel& ExperimentPlan::population(uint32_t population) const {
  return populations_[population].model;
}

void ExperimentPlan::refresh() {
  Noise noise;
  for (const ReplayTrial& trial : trials_)
    noise.add(logs_of(trial));
  noise_ = noise.deviation();
  std::fill(answer_variance_.begin(), answer_variance_.end(), 0.0);
  for (Population& population : populations_)
    refresh(population);
}

void ExperimentPlan::refresh(Population& population) {
  population.open_cpu = population.open_squares = population.taught = 0;
  PopulationModel& model = population.model;
  model = {};
  uint32_t answer = 0;
  for (uint32_t index : population.trials) {
    const ReplayTrial& trial = trials_[index];
    answer = trial.answer;
    if (trial.pairs.empty()) {
      population.open_cpu += trial.cpu();
      population.open_squares += square(trial.cpu());
      continue;
    }
    CallEffect effect = effect_of(trial.pairs, noise_);
    log_ratios_[index] = spread_of_median(logs_of(trial), noise_).expected;
    add(model.unchanged, effect.unchanged);
    add(model.changed, effect.changed);
    ++model.run;
    population.taught += taught_by(trial.cpu(), population.typical_cpu);
    answer_variance_[answer] +=
        square(trial.cpu()) * variance_of(trial.pairs.size(), noise_, trial.cpu());
  }
  double squares = kUnitsBefore * square(kEachBefore);
  for (uint32_t index : population.trials) {
    if (trials_[index].pairs.empty()) continue;
    CallCost unchanged = effect_of(trials_[index].pairs, noise_).unchanged;
    squares += square(log_ratios_[index] - log_by_sections(unchanged, model));
  }
  model.freedom = std::max(model.run + kUnitsBefore - 1, kUnitsBefore);
  model.each = std::sqrt(squares / model.freedom);
  model.mean = std::sqrt(mean_variance(model.each, population.taught));
  answer_variance_[answer] +=
      population.open_squares * square(model.each) + square(population.open_cpu * model.mean);
}

// How much variance one more pair of this trial takes off its answer.
double ExperimentPlan::gain(const ReplayTrial& trial) const {
  double weight = square(trial.cpu());
  size_t pairs = trial.pairs.size();
  if (pairs > 0) {
    return weight *
           (variance_of(pairs, noise_, trial.cpu()) - variance_of(pairs + 1, noise_, trial.cpu()));
  }
  const Population& population = populations_[trial.population];
  const PopulationModel& model = population.model;
  double taught = population.taught + taught_by(trial.cpu(), population.typical_cpu);
  double before = square(population.open_cpu * model.mean) + weight * square(model.each);
  double after = square(population.open_cpu - trial.cpu()) * mean_variance(model.each, taught) +
                 weight * variance_of(1, noise_, trial.cpu());
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
      const ReplayTrial& trial = trials_[index];
      if (trial.closed || is_tight(trial.answer, tight_seconds)) continue;
      gains.emplace_back(gain(trial), index);
    }
    std::sort(gains.begin(), gains.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    Round round{.call = call};
    double gained = 0;
    for (size_t i = 0; i < std::min(gains.size(), kMostTrials); ++i) {
      gained += gains[i].first;
      round.trials.push_back(gains[i].second);
      round.seconds = trials_[gains[i].second].seconds * static_cast<double>(i + 2);
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
  for (uint32_t index = 0; index < trials_.size(); ++index) {
    const ReplayTrial& trial = trials_[index];
    if (trial.answer != wanted) continue;
    bool is_run = !trial.pairs.empty();
    double log = is_run ? log_ratios_[index]
                        : log_by_sections(trial.recorded, populations_[trial.population].model);
    answer.recorded += trial.cpu();
    answer.expected += trial.cpu() * std::exp(log);
    runs += is_run ? 1 : 0;
  }
  answer.deviation = wanted < answer_variance_.size() ? std::sqrt(answer_variance_[wanted]) : 0;
  answer.freedom = std::max(runs - 1 + kUnitsBefore, kUnitsBefore);
  return answer;
}

}  // namespace makespan
