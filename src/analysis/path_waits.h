#pragma once
// Path waits: what each step of the critical path waited for in the run as it was recorded, beyond
// the step before it.
//
//   step 1  |=====|
//   other   |=========|
//   step 2             ....|====|     2 waits for step 1 and for `other`, then for a free slot
//                |for other|slot|

#include <vector>

#include "graph/critical_path.h"

namespace makespan {

struct PathWait {
  Duration for_other;  // another dependency took longer
  TaskId other;        // which; none where none did
  Duration for_slot;   // ready, not started
  [[nodiscard]] Duration whole() const { return for_other + for_slot; }
};

// One for each step; the first step waited for nothing.
std::vector<PathWait> find_path_waits(const Trace& trace, const CriticalPath& path);

}  // namespace makespan
