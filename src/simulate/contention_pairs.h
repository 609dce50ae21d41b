#pragma once
// Pairs of recorded runs that did the same work with different numbers of jobs: what
// fit_contention() is fitted on.

#include <span>
#include <vector>

#include "model/trace.h"
#include "simulate/contention.h"

namespace makespan {

// Of the runs that built the same units alike (profile, flags, features, toolchain) in one
// invocation, on the same machine and with different jobs, each against each. Runs that failed, are
// incomplete or have no CPU are passed over. The run that is to be explained must not be among
// them.
std::vector<ContentionPair> find_contention_pairs(std::span<const Trace> runs);

}  // namespace makespan
