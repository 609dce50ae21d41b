#pragma once
// What this machine offers to a build: linkers, compiler caches, the user's cargo configuration.

#include <string>
#include <vector>

#include "advise/situation.h"
#include "cli/world.h"

namespace makespan {

// Looks along PATH, asks rustc for the host and cc for its version, and looks up those variables;
// never fails.
MachineFacts find_machine_facts(const std::vector<std::string>& variables, World& world);

}  // namespace makespan
