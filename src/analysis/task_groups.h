#pragma once
// Kinds of tasks that analyses treat alike.

#include "model/task.h"

namespace makespan {

// Runs something that was built, rather than building: a test, a doctest, `cargo run`.
constexpr bool is_executed(TaskKind kind) {
  return kind == TaskKind::test_run || kind == TaskKind::doctest || kind == TaskKind::run;
}

}  // namespace makespan
