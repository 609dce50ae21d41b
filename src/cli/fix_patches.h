#pragma once
// What apply wants to know of the fixes that were chosen (fix_choice.h).

#include <string>
#include <vector>

#include "apply/companions.h"
#include "apply/objections.h"
#include "base/result.h"
#include "cli/fix_choice.h"
#include "cli/world.h"

namespace makespan {

std::vector<std::string> ids_of(const ChosenFixes& chosen);

// Every one of them changes files, and those of the project that we stand in, and all was compiled
// with it where that matters (`force`: or not); or why not.
Status check_can_be_applied(const ChosenFixes& chosen, bool force, World& world);

// The packages whose version the fixes mean to change: "dashmap" of align:dashmap@6.1.0.
std::vector<std::string> packages_to_move(const ChosenFixes& chosen);

ApplyBounds bounds_of(const ChosenFixes& chosen);

// `patch` is that of all, with Cargo.lock.
Result<Companions> companions_of(const ChosenFixes& chosen, const Patch& patch);

}  // namespace makespan
