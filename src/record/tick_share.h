#pragma once
// TickShare: a counter of ticks as shares of windows that are only a few ticks long.
//
// A core that is busy all the time shows 4, 6, 5, 4 … ticks of 10 ms in windows of 50 ms: 0.8, 1.2,
// 1, 0.8. Cut to 1 and added up that would be 0.95, and a twentieth of what a machine did would be
// missing. So what does not fit into a window is kept for the next ones.

#include <algorithm>
#include <cstdint>

namespace makespan {

class TickShare {
 public:
  // 0 to 1; `window` in ticks.
  double take(uint64_t ticks, double window) {
    kept_ = std::min(kept_ + static_cast<double>(ticks), window + kMostKept);
    double share = std::min(1.0, kept_ / window);
    kept_ = std::max(0.0, kept_ - share * window);
    return share;
  }

 private:
  // A reading is off by less than a tick at each end; more than that is another clock's pace.
  static constexpr double kMostKept = 3;
  double kept_ = 0;
};

}  // namespace makespan
