#include "try/paired_change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace makespan {
namespace {

constexpr size_t kFewestRounds = 3;
constexpr size_t kRoundsForBootstrapAlone = 8;
constexpr size_t kResamples = 2000;

// Student's t, 95% one-sided, for 1 to 30 degrees of freedom; beyond, the normal's 1.645 is near
// enough and is reached by t = 1.645 + 1.6 / degrees.
constexpr std::array kStudent = {6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860,
                                 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746,
                                 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711,
                                 1.708, 1.706, 1.703, 1.701, 1.699, 1.697};

double student(size_t degrees) {
  if (degrees <= kStudent.size()) return kStudent[degrees - 1];
  return 1.645 + 1.6 / static_cast<double>(degrees);
}

// SplitMix64: the standard's distributions differ between libraries, and the same rounds shall give
// the same answer everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  size_t below(size_t limit) {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t x = state_;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return (x ^ (x >> 31)) % limit;
  }

 private:
  uint64_t state_;
};

double median(std::vector<double>& values) {
  auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

// `means` is scratch.
double center(const std::vector<double>& values, std::vector<double>& means) {
  means.clear();
  for (size_t i = 0; i < values.size(); ++i) {
    for (size_t j = i; j < values.size(); ++j)
      means.push_back((values[i] + values[j]) / 2);
  }
  return median(means);
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (double value : values)
    sum += value;
  return sum / static_cast<double>(values.size());
}

// Half the width of Student's 90% interval for the mean.
double student_half_width(const std::vector<double>& values) {
  double middle = mean(values);
  double squares = 0;
  for (double value : values)
    squares += (value - middle) * (value - middle);
  auto count = static_cast<double>(values.size());
  return student(values.size() - 1) * std::sqrt(squares / (count - 1) / count);
}

struct Bounds {
  double low = 0;
  double high = 0;
};

Bounds bootstrap(const std::vector<double>& changes, uint64_t seed) {
  Random random(seed);
  std::vector<double> centers;
  std::vector<double> sample(changes.size());
  std::vector<double> means;
  for (size_t i = 0; i < kResamples; ++i) {
    for (double& value : sample)
      value = changes[random.below(changes.size())];
    centers.push_back(center(sample, means));
  }
  std::sort(centers.begin(), centers.end());
  auto count = static_cast<double>(changes.size());
  double reach = student(changes.size() - 1) * std::sqrt(count / (count - 1));
  double tail = std::erfc(reach / std::sqrt(2.0)) / 2;  // the normal's share beyond
  auto cut = static_cast<size_t>(tail * static_cast<double>(kResamples));
  return {.low = centers[cut], .high = centers[kResamples - 1 - cut]};
}

std::vector<double> changes_of(std::span<const Duration> before, std::span<const Duration> after) {
  std::vector<double> changes;
  for (size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
    if (before[i] > Duration()) changes.push_back(ratio(after[i], before[i]) - 1);
  }
  return changes;
}

}  // namespace

MeasuredChange paired_change(std::span<const Duration> before, std::span<const Duration> after,
                             uint64_t seed) {
  std::vector<double> changes = changes_of(before, after);
  if (changes.empty()) return {};
  std::vector<double> means;
  MeasuredChange change{.expected = center(changes, means)};
  auto [least, most] = std::minmax_element(changes.begin(), changes.end());
  change.low = *least;
  change.high = *most;
  if (changes.size() < kFewestRounds) return change;
  change.bounded = true;
  Bounds bounds = bootstrap(changes, seed);
  if (changes.size() < kRoundsForBootstrapAlone) {
    double half = student_half_width(changes);
    bounds.low = std::min(bounds.low, mean(changes) - half);
    bounds.high = std::max(bounds.high, mean(changes) + half);
  }
  change.low = std::min(bounds.low, change.expected);
  change.high = std::max(bounds.high, change.expected);
  return change;
}

}  // namespace makespan
