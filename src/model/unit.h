#pragma once
// Which tasks are units of a build tool's build, and which of its own failed.

#include "model/task.h"

namespace makespan {

// Something is compiled, or a build script run.
constexpr bool is_unit(TaskKind kind) {
  return kind != TaskKind::process && !is_executed(kind);
}

// Of the build tools' own: a unit, a test or a program. How any other command ended says little.
constexpr bool is_failed_unit(const Task& task) {
  return task.kind != TaskKind::process && task.outcome == TaskOutcome::failed;
}

}  // namespace makespan
