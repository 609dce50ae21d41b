#pragma once
// Two waterfalls of the same tasks, side by side on one scale: the longest tasks in the order of
// their start.
//
//                       before  73.4 s            after  36.0 s
//                       0 s    20 s   40 s        0 s    20 s   40 s
//                       ├──────┼──────┼─────      ├──────┼──────┼─────
//   syn 2.0.106         ████                      ████
//   polars 0.41.3           ▄▄▄▄▄▄▄               ✗ gone
//   app 0.1.0 (bin)                   ███         ← ███ −1.20 s

#include <string_view>

#include "model/schedule_pair.h"
#include "report/terminal/page.h"

namespace makespan {

// Adds nothing where there is none.
void add_schedule_pair(Page& page, const SchedulePair& schedule, std::string_view caption);

}  // namespace makespan
