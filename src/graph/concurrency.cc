#include "graph/concurrency.h"

#include <algorithm>

namespace makespan {

ConcurrencyProfile find_concurrency(std::span<const Interval> intervals) {
  struct Change {
    Timestamp at;
    int by;
  };
  std::vector<Change> changes;
  for (const Interval& interval : intervals) {
    if (interval.end <= interval.start) continue;
    changes.push_back({.at = interval.start, .by = +1});
    changes.push_back({.at = interval.end, .by = -1});
  }
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return a.at != b.at ? a.at < b.at : a.by < b.by;
  });

  ConcurrencyProfile profile;
  int64_t open = 0;
  for (size_t i = 0; i < changes.size();) {
    Timestamp at = changes[i].at;
    for (; i < changes.size() && changes[i].at == at; ++i)
      open += changes[i].by;
    auto count = static_cast<uint32_t>(open);
    if (profile.durations.size() <= count) profile.durations.resize(count + 1);
    if (i < changes.size()) profile.durations[count] += changes[i].at - at;
    if (profile.steps.empty() || profile.steps.back().count != count)
      profile.steps.push_back({.start = at, .count = count});
  }
  return profile;
}

}  // namespace makespan
