#pragma once
// Processes that no cargo started: each that ran a program of its own and either was a leaf of the
// tree or did notable work itself becomes a work of kind `command`. Shells and makes that only
// wait for others do not.

#include "import/cargo/process_walk.h"

namespace makespan {

// Adds them to the walk and says what each process beneath works for.
void add_commands(const Trace& trace, ProcessWalk& walk);

}  // namespace makespan
