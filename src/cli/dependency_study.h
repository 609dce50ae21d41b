#pragma once
// The search for unused, duplicated and oversized dependencies with the doors of this program, and
// what it found kept in the store (docs/formats/findings.md).

#include <string>
#include <vector>

#include "advise/dependencies/dependency_fixes.h"
#include "advise/situation.h"
#include "cli/world.h"
#include "store/run_store.h"
#include "system/interruption.h"

namespace makespan {

// It may compile in a scratch copy. Nothing where the workspace could not be read.
DependencyFixes study_dependencies(const Situation& situation, const DependencyQuestion& question,
                                   const Interruption& interruption, RunStore& store, World& world);

// Tests passed with these fixes: known from then on, as long as what was found is.
void keep_tested(const std::vector<std::string>& fixes, const std::string& command, RunStore& store,
                 World& world);

}  // namespace makespan
