#pragma once
// A process that we started, with all that runs beneath it: cargo's compilers outlive a cargo that
// is killed alone, and would write on into a directory that is about to be removed.

#include <cstdint>

namespace makespan {

// Kills `root`, a child of ours that nobody has waited for yet, and its descendants, and waits
// until they are gone. What had let go of its parent before (a daemon) stays.
void kill_process_tree(int32_t root);

}  // namespace makespan
