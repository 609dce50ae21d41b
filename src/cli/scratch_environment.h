#pragma once
// Where scratch copies may lie for the user who runs us, and what earlier ones left there.

#include <string>

#include "cli/world.h"
#include "scratch/scratch_places.h"

namespace makespan {

ScratchEnvironment scratch_environment(const World& world);

// What a killed `makespan try` left behind, in this project's neighbourhood or the user's
// directories. Every command does this first; where nothing was left it costs three look-ups.
void remove_stale_copies(World& world);

}  // namespace makespan
