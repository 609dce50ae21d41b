#pragma once
// What the recorded cargo was asked to build: members that it goes on building when nothing depends
// on them any more.
//
//   cargo build --workspace    every member
//   cargo build -p app         app
//   cargo build                the package that it was called in; every member in a root without
//   one

#include <vector>

#include "model/trace.h"
#include "model/workspace.h"

namespace makespan {

// Their libraries and binaries, ascending. Where the command line does not tell (default-members,
// an alias, no cargo), rather more than were asked for: then less goes with a dependency, not more.
std::vector<TaskId> asked_tasks(const Trace& trace, const Workspace& workspace);

}  // namespace makespan
