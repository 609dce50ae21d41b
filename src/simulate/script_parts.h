#pragma once
// The parts of a build script's run: what it does itself, the compilers that it starts, and those
// that a make or ninja beneath it starts.
//
//   stage   until metadata    codegen            own jobs
//   parts   |====script====|  |cc||cc|           |cc||cc||cc|   make -j N
//
// A script's compilers run beside each other as far as they were seen to (configure's one at a
// time, the `cc` crate's as many as there were tokens). A make or ninja that is called with a
// number of jobs has its own pool of so many, whatever tokens cargo has left; and that number is
// cargo's -j, which scripts are told as NUM_JOBS: what it runs beside each other follows the
// simulated -j, also from a recording at -j1, where one at a time was seen.

#include "simulate/task_parts.h"

namespace makespan {

TaskParts script_parts(const Trace& trace, TaskId task);

}  // namespace makespan
