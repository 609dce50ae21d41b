#pragma once
// What each unit waited for, by what cargo wrote on its command line and into its environment:
//
//   --extern syn=/t/deps/libsyn-0f.rmeta   the unit that wrote it: `metadata` where cargo pipelines
//   OUT_DIR=/t/build/ring-0f/out           the build script's run that filled it
//   /t/build/ring-1a/build-script-build    the compile that made the executable that runs
//   CARGO_MANIFEST_LINKS                   a run waits for the runs of its package's direct
//                                          dependencies that have `links`
//   rustdoc --extern syn=…                 the checked library, and syn's own documentation
//
// Direct dependencies only. A unit that links also waits for all that its dependencies wait for;
// that follows from the kinds, and is the simulator's to add. Nothing is known of units that were
// fresh.

#include <vector>

#include "import/cargo/process_walk.h"
#include "model/trace.h"

namespace makespan {

// `tasks` of the trace are the walk's works, in their order; so are the ids in the result. Every
// dependency comes before its dependent in that order, so there are no cycles.
std::vector<Dependency> find_unit_edges(const Trace& trace, const ProcessWalk& walk);

}  // namespace makespan
