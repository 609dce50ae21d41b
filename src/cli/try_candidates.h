#pragma once
// From the ids on the command line to the ways to build, and from what was measured to the ledger.

#include <vector>

#include "cli/arguments.h"
#include "cli/self_profile.h"
#include "cli/try_subject.h"
#include "cli/world.h"
#include "store/run_store.h"
#include "try/answer.h"

namespace makespan {

// All fixes together; with --each then each alone, where there are several, and only that where
// they exclude each other (values of one setting). Without fixes the same
// build again. What they are predicted to do comes from the subject's run.
Result<std::vector<TryCandidate>> find_candidates(const TryArguments& arguments,
                                                  const TrySubject& subject, RunStore& store,
                                                  World& world, SelfProfile& profile);

}  // namespace makespan
