#pragma once
// Several versions of one package as fixes: `align:PACKAGE@VERSION`.

#include <span>
#include <vector>

#include "advise/candidate.h"
#include "advise/dependencies/alignment.h"
#include "advise/dependencies/alignment_proof.h"
#include "model/trace.h"
#include "model/workspace.h"

namespace makespan {

// Those that the run built in several versions. What was not proven to compile in every target is
// an upper bound and has no patch; it can be tried where nothing known is in its way. `proofs` one
// for each of `alignments`.
std::vector<Candidate> align_candidates(const Trace& trace, const Workspace& workspace,
                                        std::span<const Alignment> alignments,
                                        std::span<const AlignmentProof> proofs);

// Whether the run compiled more than one of the versions.
bool was_built_twice(const Trace& trace, const Alignment& alignment);

}  // namespace makespan
