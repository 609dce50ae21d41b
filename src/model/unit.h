#pragma once
// Which tasks of the build tools' own failed.

#include "model/task.h"

namespace makespan {

// Of the build tools' own: a unit, a test or a program. How any other command ended says little.
constexpr bool is_failed_unit(const Task& task) {
  return task.kind != TaskKind::process && task.outcome == TaskOutcome::failed;
}

}  // namespace makespan
