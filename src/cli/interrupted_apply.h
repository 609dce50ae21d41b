#pragma once
// What every command does first: an apply or undo whose makespan was killed is finished or taken
// back, and said.

#include "cli/world.h"

namespace makespan {

// Looks for journals from the working directory upward; a few looks at directories where there are
// none. What is wrong here never keeps a command from its own business.
void finish_interrupted_apply(World& world);

}  // namespace makespan
