#pragma once
// The project that a command works on: the one of the working directory, and its store of runs.

#include "cli/world.h"
#include "gather/cargo_project.h"
#include "store/run_store.h"

namespace makespan {

// The variables of ours that cargo would heed too.
CargoEnvironment cargo_environment(const World& world);

RunStore open_store(World& world);

// Whether `root` is the root of the project of the working directory, whatever links lead to it.
bool is_this_project(const std::string& root, World& world);

}  // namespace makespan
