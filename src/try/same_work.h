#pragma once
// Which tasks of two builds are the same work: what a fix leaves as it is.

#include <string>
#include <vector>

#include "model/trace.h"

namespace makespan {

// For each task a name for what it has to do: tasks with equal names are the same compiler call,
// but for cargo's hashes (16 hex digits, which follow from everything above it), on dependencies
// that are the same too. How others are linked is no part of a call that does not link. Empty where
// the trace does not tell: of path packages, whose sources may differ, and what depends on them; of
// what is no compiler call (a build script's run acts on its environment too).
std::vector<std::string> work_names(const Trace& trace);

}  // namespace makespan
