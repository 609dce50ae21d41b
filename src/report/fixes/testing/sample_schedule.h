#pragma once
// Schedules of a build before a change and after it, written down as figures.

#include <string>
#include <vector>

#include "model/schedule_pair.h"

namespace makespan {

// In seconds; a length of 0: not built.
struct PlannedTask {
  std::string label;
  double start;
  double length;
  double start_after;
  double length_after;
  bool critical = false;
  bool critical_after = false;
};

SchedulePair schedule_of(const std::vector<PlannedTask>& tasks);

// A workspace whose unused dependencies go: of 73 s are left 36.
SchedulePair workspace_schedule();

}  // namespace makespan
