#pragma once
// Exclusion: fixes of one group change the same setting of the same compiler calls: two values of
// codegen-units, or one in a profile and in that for CI. Each is priced against the recorded build,
// so that two of them on top of each other are no build that anybody could make.

#include <span>
#include <vector>

#include "advise/candidate.h"
#include "base/result.h"

namespace makespan {

// Of each group only the first; places in `candidates`.
std::vector<size_t> first_of_each_group(const std::vector<size_t>& places,
                                        std::span<const Candidate> candidates);

// An error (`invalid`) that names two fixes of one group, where there are such.
Status check_none_excluded(const std::vector<size_t>& places,
                           std::span<const Candidate> candidates);

}  // namespace makespan
