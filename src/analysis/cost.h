#pragma once
// Cost: what some units took. CPU is the honest measure; where it is unknown (a target directory)
// the wall time of each unit is all there is.

#include <optional>

#include "model/trace.h"

namespace makespan {

struct Cost {
  Duration wall;                // the units' wall times added up, whether they overlapped or not
  std::optional<Duration> cpu;  // none: that of at least one unit is unknown
  bool operator==(const Cost&) const = default;

  // CPU where it is known, else wall: what lists are sorted by.
  [[nodiscard]] Duration weight() const { return cpu.value_or(wall); }
};

inline Cost no_cost() {
  return {.wall = Duration(), .cpu = Duration()};
}

inline Cost cost_of(const Task& task) {
  return {.wall = task.wall, .cpu = task.cpu};
}

inline Cost operator+(const Cost& a, const Cost& b) {
  Cost sum{.wall = a.wall + b.wall};
  if (a.cpu && b.cpu) sum.cpu = *a.cpu + *b.cpu;
  return sum;
}

}  // namespace makespan
