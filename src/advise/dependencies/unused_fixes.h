#pragma once
// Unused dependencies as fixes: one candidate each, `unused:MEMBER/DEP`, and one for all those that
// are certain, `unused`. Two that pull in the same crate save little each alone: together they are
// worth it, and what is a part of that is not rejected for being small.

#include <vector>

#include "advise/candidate.h"
#include "advise/dependencies/unused_search.h"
#include "model/trace.h"

namespace makespan {

// `trace` is the recorded run, which tells what the build loses with each.
std::vector<Candidate> unused_candidates(const Trace& trace, const Workspace& workspace,
                                         const UnusedSearch& search);

// The edges of the recorded tasks that go with it.
Unlink unused_edges(const Trace& trace, const Workspace& workspace, const UnusedDependency& unused);

}  // namespace makespan
