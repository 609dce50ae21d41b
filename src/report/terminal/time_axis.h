#pragma once
// The axis above a waterfall: moments that are round numbers, and a ruler.

#include "report/terminal/bar.h"

namespace makespan {

struct TimeAxis {
  Text labels;
  Text ruler;
};

// As wide as the scale. Ticks are counted from `zero`, which need not be the scale's start.
TimeAxis draw_time_axis(const TimeScale& scale, Timestamp zero);

// Two lines, `indent` columns from the left: "0 s      10 s      20 s" and
// "├────────┼─────────┼──".
void add_time_axis(Page& page, const TimeScale& scale, size_t indent);

}  // namespace makespan
