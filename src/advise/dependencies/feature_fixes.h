#pragma once
// Features that nothing needs as fixes: `features:MEMBER/DEP`.

#include <vector>

#include "advise/candidate.h"
#include "advise/dependencies/feature_search.h"
#include "advise/dependencies/workbench.h"
#include "model/trace.h"

namespace makespan {

std::vector<Candidate> feature_candidates(const Trace& trace, const Workspace& workspace,
                                          const std::vector<FeatureFinding>& findings);

}  // namespace makespan
