#include "try/ledger.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace makespan {
namespace {

// Effects that a person would notice.
constexpr double kClearEffect = 0.02;
// Of intervals whose bounds are the prediction itself.
constexpr double kNarrowestHalf = 0.001;
constexpr double kLeastScale = 0.5;
constexpr double kMostScale = 10;

Duration median(std::vector<Duration> times) {
  if (times.empty()) return {};
  std::sort(times.begin(), times.end());
  size_t middle = times.size() / 2;
  return times.size() % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) * 0.5;
}

std::optional<ProductChange> product_of(const TryFigures& base, const TryVariant& variant) {
  if (!variant.benchmark || !variant.benchmark->bounded) return std::nullopt;
  ProductChange change{.run_time = variant.benchmark->expected,
                       .run_time_low = variant.benchmark->low,
                       .run_time_high = variant.benchmark->high};
  if (base.artifact_bytes.value_or(0) > 0 && variant.figures.artifact_bytes)
    change.bytes = static_cast<double>(*variant.figures.artifact_bytes) /
                       static_cast<double>(*base.artifact_bytes) -
                   1;
  return change;
}

Trial trial_of(const TryAnswer& answer, const TryVariant& variant, const TryCandidate& candidate) {
  std::string fix;
  for (const std::string& id : variant.fixes)
    fix += (fix.empty() ? "" : " + ") + id;
  Trial trial{.command = answer.command,
              .kind = candidate.kind,
              .fix = fix,
              .rounds = static_cast<uint32_t>(variant.figures.wall.size()),
              .basis = variant.predicted->basis,
              .predicted = variant.predicted->wall,
              .predicted_low = variant.predicted->wall_low,
              .predicted_high = variant.predicted->wall_high,
              .interval_scale = variant.predicted->interval_scale,
              .verdict = std::string(word(variant.verdict)),
              .base_wall = median(answer.base.wall),
              .base_run = answer.base.runs.empty() ? "" : answer.base.runs.back(),
              .variant_run = variant.figures.runs.empty() ? "" : variant.figures.runs.back()};
  if (variant.verdict != TryVerdict::fails_to_build && variant.wall) {
    const MeasuredChange wall = *variant.told_wall();
    trial.measured = wall.expected;
    trial.measured_low = wall.low;
    trial.measured_high = wall.high;
    trial.measured_cpu = variant.told_cpu()->expected;
    trial.product = product_of(answer.base, variant);
  }
  return trial;
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  double place = share * static_cast<double>(values.size() - 1);
  auto below = static_cast<size_t>(place);
  size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (values[above] - values[below]) * (place - static_cast<double>(below));
}

// How many halves of its interval, as it was before the ledger stretched it, the truth lay away.
// What the measurement's own interval leaves open is no fault of the prediction.
double distance_in_halves(const Trial& trial) {
  double off = *trial.measured - trial.predicted;
  double half =
      off < 0 ? trial.predicted - trial.predicted_low : trial.predicted_high - trial.predicted;
  double unit = std::max(half / trial.interval_scale, kNarrowestHalf);
  double gap =
      std::max({0.0, trial.measured_low - trial.predicted, trial.predicted - trial.measured_high});
  return std::max(gap / unit, std::min(1.0, std::abs(off) / unit));
}

double scale_of(const std::vector<double>& distances) {
  if (distances.empty()) return 1;
  double wanted = std::clamp(quantile(distances, 0.9), kLeastScale, kMostScale);
  double belief = std::min(
      1.0, static_cast<double>(distances.size()) / static_cast<double>(kPairsForConfidence));
  if (belief < 1) return 1 + belief * std::max(0.0, wanted - 1);
  return wanted;
}

KindAccuracy accuracy_of(const std::string& kind, const std::vector<const Trial*>& trials) {
  KindAccuracy accuracy{.kind = kind};
  std::vector<double> errors;
  std::vector<double> distances;
  for (const Trial* trial : trials) {
    if (!trial->measured) {
      ++accuracy.failed;
      continue;
    }
    if (trial->rounds < kRoundsToJudge) {
      ++accuracy.too_few_rounds;
      continue;
    }
    double measured = *trial->measured;
    errors.push_back(std::abs(measured - trial->predicted));
    distances.push_back(distance_in_halves(*trial));
    if (trial->predicted_low <= measured && measured <= trial->predicted_high) ++accuracy.held;
    if (std::abs(measured) <= kClearEffect) continue;
    ++accuracy.clear;
    if ((measured < 0) == (trial->predicted < 0)) ++accuracy.right_sign;
  }
  accuracy.pairs = errors.size();
  accuracy.interval_scale = scale_of(distances);
  if (errors.empty()) return accuracy;
  accuracy.median_error = quantile(errors, 0.5);
  accuracy.worst_error = *std::max_element(errors.begin(), errors.end());
  return accuracy;
}

}  // namespace

std::vector<Trial> trials_of(const TryAnswer& answer, std::span<const TryCandidate> candidates,
                             const TrialPlace& place, UnixTime at) {
  std::vector<Trial> trials;
  for (size_t i = 0; i < answer.variants.size(); ++i) {
    if (!answer.variants[i].predicted) continue;
    Trial trial = trial_of(answer, answer.variants[i], candidates[i]);
    trial.workspace = place.workspace;
    trial.directory = place.directory;
    trial.at = at;
    trials.push_back(std::move(trial));
  }
  return trials;
}

Accuracy measure_accuracy(std::vector<Trial> trials) {
  std::stable_sort(trials.begin(), trials.end(),
                   [](const Trial& a, const Trial& b) { return a.at > b.at; });
  Accuracy accuracy{.trials = std::move(trials)};
  std::map<std::string, std::vector<const Trial*>> kinds;
  for (const Trial& trial : accuracy.trials)
    kinds[trial.kind].push_back(&trial);
  for (const auto& [kind, of_kind] : kinds)
    accuracy.kinds.push_back(accuracy_of(kind, of_kind));
  return accuracy;
}

std::optional<Trial> weighed_trial(const Accuracy& accuracy, std::string_view fix,
                                   std::string_view command, std::string_view directory) {
  auto found = std::ranges::find_if(accuracy.trials, [&](const Trial& trial) {
    return trial.product && trial.fix == fix && trial.command == command &&
           trial.directory == directory && trial.verdict != word(TryVerdict::fails_tests);
  });
  if (found == accuracy.trials.end()) return std::nullopt;
  return *found;
}

double interval_scale(const Accuracy& accuracy, std::string_view kind) {
  for (const KindAccuracy& known : accuracy.kinds) {
    if (known.kind == kind) return known.interval_scale;
  }
  return 1;
}

}  // namespace makespan
