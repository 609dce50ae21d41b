#pragma once
// How many of some intervals lie over each other, over time: how long one, two, … N tasks ran.

#include <cstdint>
#include <span>
#include <vector>

#include "base/duration.h"

namespace makespan {

struct Interval {
  Timestamp start;
  Timestamp end;
};

struct ConcurrencyProfile {
  // From `start` until the next step's start exactly `count` were open; the last step has none.
  struct Step {
    Timestamp start;
    uint32_t count = 0;
  };
  std::vector<Step> steps;
  // durations[n]: how long exactly n were open, between the first start and the last end.
  std::vector<Duration> durations;
};

// Intervals without length are open never. O(n log n).
ConcurrencyProfile find_concurrency(std::span<const Interval> intervals);

}  // namespace makespan
