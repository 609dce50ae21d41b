#pragma once
// Several versions of one package as fixes: `align:PACKAGE@VERSION`.

#include <span>
#include <string>
#include <vector>

#include "advise/candidate.h"
#include "advise/dependencies/alignment.h"
#include "advise/dependencies/workbench.h"
#include "base/result.h"
#include "model/trace.h"
#include "system/file_system.h"

namespace makespan {

struct AlignmentProof {
  // partly: what was compiled compiles, but not every target was, or not with the version in hand.
  enum class Outcome { not_tried, compiles, partly, breaks } outcome = Outcome::not_tried;
  std::string error;     // of one that breaks, the first; of `partly` what is missing
  std::string compiled;  // "default and all features"
};

// Compiles everything with the versions aligned, with all features too where `all_features_work` as
// things are, and puts the copy back as it was. Not tried where others hold a version, or where a
// rust-version forbids it.
Result<AlignmentProof> prove_alignment(const Workspace& workspace, const Alignment& alignment,
                                       FileSystem& files, Workbench& bench, bool all_features_work);

// Those that the run built in several versions. What was not proven to compile in every target is
// an upper bound and has no patch; it can be tried where nothing known is in its way. `proofs` one
// for each of `alignments`.
std::vector<Candidate> align_candidates(const Trace& trace, const Workspace& workspace,
                                        std::span<const Alignment> alignments,
                                        std::span<const AlignmentProof> proofs);

// Whether the run compiled more than one of the versions.
bool was_built_twice(const Trace& trace, const Alignment& alignment);

}  // namespace makespan
