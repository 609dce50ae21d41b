#include "try/paired_change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace makespan {
namespace {

constexpr size_t kFewestRounds = 3;
constexpr size_t kRoundsForBootstrapAlone = 8;
// Fewer tell less of the order than they lose by it (simulated: the interval of 8 rounds gets 5%
// narrower where there is nothing to take out, which is too narrow).
constexpr size_t kRoundsForOrder = 12;
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

// How many of the means of two values, each with itself too, are at most `limit`; and the least one
// above it. `sorted` ascends.
struct MeansUpTo {
  size_t count = 0;
  double largest = 0;  // of those counted
  double next = 0;     // the least of the others
};

MeansUpTo means_up_to(double limit, const std::vector<double>& sorted) {
  MeansUpTo found{.largest = sorted.front(), .next = sorted.back()};
  size_t end = sorted.size();  // the partners of the value before reach up to here
  for (size_t i = 0; i < sorted.size(); ++i) {
    while (end > i && (sorted[i] + sorted[end - 1]) / 2 > limit)
      --end;
    if (end > i) {
      found.count += end - i;
      found.largest = std::max(found.largest, (sorted[i] + sorted[end - 1]) / 2);
    }
    size_t above = std::max(end, i);
    if (above < sorted.size()) found.next = std::min(found.next, (sorted[i] + sorted[above]) / 2);
  }
  return found;
}

// The median of the means of all pairs, without making them: they are as many as the square of the
// rounds, and the bootstrap asks for it thousands of times. What lies between two limits, one with
// fewer than half of the means and one with half or more, is halved until it is a single mean.
// Sorts `values`.
double center(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  size_t means = values.size() * (values.size() + 1) / 2;
  size_t half = (means + 1) / 2;
  MeansUpTo fewer{.next = values.front()};
  MeansUpTo enough{.count = means, .largest = values.back()};
  while (fewer.next < enough.largest) {
    double limit = fewer.next + (enough.largest - fewer.next) / 2;
    if (limit >= enough.largest) limit = fewer.next;  // rounded up
    MeansUpTo found = means_up_to(limit, values);
    (found.count < half ? fewer : enough) = found;
  }
  bool between_two = means % 2 == 0 && enough.count == half;
  return between_two ? (enough.largest + enough.next) / 2 : enough.largest;
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

// `spent`: how many figures besides the center were taken from the changes.
Bounds bootstrap(const std::vector<double>& changes, size_t spent, uint64_t seed) {
  Random random(seed);
  std::vector<double> centers;
  std::vector<double> sample(changes.size());
  for (size_t i = 0; i < kResamples; ++i) {
    for (double& value : sample)
      value = changes[random.below(changes.size())];
    centers.push_back(center(sample));
  }
  std::sort(centers.begin(), centers.end());
  size_t degrees = changes.size() - 1 - spent;
  double reach = student(degrees) *
                 std::sqrt(static_cast<double>(changes.size()) / static_cast<double>(degrees));
  double tail = std::erfc(reach / std::sqrt(2.0)) / 2;  // the normal's share beyond
  auto cut = static_cast<size_t>(tail * static_cast<double>(kResamples));
  return {.low = centers[cut], .high = centers[kResamples - 1 - cut]};
}

// What one way round gave more than the other, half of it: to be added to the odd rounds and taken
// from the even ones.
double order_effect(const std::vector<double>& changes) {
  std::vector<double> even;
  std::vector<double> odd;
  for (size_t i = 0; i < changes.size(); ++i)
    (i % 2 == 0 ? even : odd).push_back(changes[i]);
  return (center(even) - center(odd)) / 2;
}

// By round; none where `before` is zero.
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
  // A round that does not count would shift the order.
  bool has_order = changes.size() >= kRoundsForOrder && changes.size() == before.size();
  double order = has_order ? order_effect(changes) : 0;
  for (size_t i = 0; i < changes.size(); ++i)
    changes[i] += i % 2 == 0 ? -order : order;
  std::vector<double> sorted = changes;
  MeasuredChange change{.expected = center(sorted)};
  change.low = sorted.front();
  change.high = sorted.back();
  if (changes.size() < kFewestRounds) return change;
  change.bounded = true;
  Bounds bounds = bootstrap(changes, has_order ? 1 : 0, seed);
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
