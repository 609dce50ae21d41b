#pragma once
// Features that nothing needs as fixes: `features:MEMBER/DEP`.

#include <vector>

#include "advise/candidate.h"
#include "advise/dependencies/feature_search.h"
#include "advise/dependencies/tested_fixes.h"
#include "model/trace.h"
#include "model/workspace.h"

namespace makespan {

// Recommended are those of `tested`: what a feature does at run time only tests can tell.
std::vector<Candidate> feature_candidates(const Trace& trace, const Workspace& workspace,
                                          const std::vector<FeatureFinding>& findings,
                                          const TestedFixes& tested);

}  // namespace makespan
