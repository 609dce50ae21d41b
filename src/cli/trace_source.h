#pragma once
// From what a RUN names, or from a recording log, to a Trace.

#include <string>

#include "cli/project.h"
#include "cli/self_profile.h"
#include "model/trace.h"

namespace makespan {

// A recording log's processes, with the tasks of the build tools that are seen in them. `path` is
// for messages. Reads the target directories and the lock file that the recorded cargos used, for
// what was fresh and what was not reached.
Result<Trace> trace_of_recording(const std::string& path, World& world, SelfProfile& profile);

// A run of the store, an exported run's file or a recording log, with what it was recorded for.
Result<RunFileContent> content_of_run(const std::string& run, RunStore& store, World& world,
                                      SelfProfile& profile);

// The same, where only the trace matters.
Result<Trace> trace_of_run(const std::string& run, RunStore& store, World& world,
                           SelfProfile& profile);

// What commands that are printed have to say for that RUN; empty: it is the last, which they take
// by themselves.
std::string run_to_name(const std::string& run);

}  // namespace makespan
