#pragma once
// Which runs' compiler calls may be run again here. A recording names each compiler by its path and
// says how it is called: one that came from elsewhere would start whatever lies at that path now,
// and what it measures would say nothing about the recorded build.

#include <string>

#include "cli/world.h"
#include "store/run_store.h"

namespace makespan {

// What of this place tells that a run was made here.
struct Surroundings {
  bool same_project = true;  // the run's project root is that of the working directory
  Host host;
};

Surroundings find_surroundings(const Run& run, World& world);

// Why no compiler call of the run may be started, as a sentence; empty: they may. `kind`: what RUN
// named. A run that was exported and imported again where it was made is as good as before.
std::string why_not_run_again(const Run& run, RunReference::Kind kind, const Surroundings& here);

}  // namespace makespan
