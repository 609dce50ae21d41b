#pragma once
// The one line that `makespan run` says at the end.

#include <string>

#include "model/trace.h"

namespace makespan {

// "73.4 s, 1.6 of 2 cores busy, 244 units built; `makespan report` shows where it went". `file` is
// where the run was written instead of the store; empty for the store.
std::string run_summary_line(const Trace& trace, const std::string& file);

}  // namespace makespan
