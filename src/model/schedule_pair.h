#pragma once
// SchedulePair: the tasks of a build before a change and after it, for two waterfalls side by side:
// simulated (a plan), or as they ran (a try).

#include <string>
#include <vector>

#include "base/duration.h"

namespace makespan {

struct SchedulePair {
  struct Row {
    std::string label;
    Duration start;   // since the build's
    Duration length;  // zero: not built
    bool critical = false;
  };
  std::vector<Row> before;
  std::vector<Row> after;  // row for row the same tasks as `before`
};

}  // namespace makespan
