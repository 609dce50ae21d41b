#pragma once
// Weighing: a change of what ships is for people to decide until a try with a benchmark
// (`makespan try FIX --bench CMD`) has measured what would ship.

#include "advise/candidate.h"
#include "model/trial.h"

namespace makespan {

// Puts what `trial`, one of this fix with `product`, has measured into the fix of a candidate with
// `weighs_product`: recommended where the product is neither slower nor larger, by more than 1%,
// even where the interval of its run time is taken at its worst (possible where nothing that could
// be written would have an effect); else a decision still, with the numbers in its reason.
void weigh(Candidate& candidate, const Trial& trial);

}  // namespace makespan
