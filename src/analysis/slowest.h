#pragma once
// The slowest units and why: which of their sections took the work.

#include <vector>

#include "analysis/cost.h"

namespace makespan {

struct SectionShare {
  SectionKind kind = SectionKind::other;
  Duration time;     // CPU, or wall where CPU is unknown
  double share = 0;  // of the sections' sum, 0 to 1
  bool operator==(const SectionShare&) const = default;
};

struct SlowUnit {
  TaskId task;
  std::vector<SectionShare> shares;  // largest first; empty where the task has no sections
};

// The `most` tasks with the longest wall time. A process that only waited for others (make, sh)
// is none of them.
std::vector<SlowUnit> find_slowest(const Trace& trace, size_t most = 40);

// How the work of the whole run divides among sections, as the shares of one unit do.
std::vector<SectionShare> find_section_shares(const Trace& trace);

}  // namespace makespan
