#pragma once
// What this machine offers to a build: linkers, compiler caches, the user's cargo configuration.

#include "advise/situation.h"
#include "cli/world.h"

namespace makespan {

// Looks along PATH and asks rustc for the host; never fails.
MachineFacts find_machine_facts(World& world);

}  // namespace makespan
