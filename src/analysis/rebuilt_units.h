#pragma once
// Rebuilt units: what one run built again although an earlier invocation of it had built the same
// target for the same profile: because features or flags flipped between the two, or because
// something that the unit depends on changed.

#include <string>
#include <vector>

#include "analysis/cost.h"

namespace makespan {

struct RebuiltUnit {
  TaskId task;     // the later build
  TaskId earlier;  // the last one before it
  // Features and flags that only one of the two had, "+name" in the later one, "-name" in the
  // earlier one. Empty: nothing that was seen differs.
  std::vector<std::string> differences;
};

struct RebuiltUnits {
  std::vector<RebuiltUnit> units;  // costliest first
  Cost cost = no_cost();           // of the later builds
};

RebuiltUnits find_rebuilt_units(const Trace& trace);

}  // namespace makespan
