#pragma once
// Cautions: what keeps the figures of a simulated run from being those of the whole build, as
// sentences. (Where a failure kept units from being built, whatif refuses the run.)

#include <string>
#include <vector>

#include "model/trace.h"

namespace makespan {

// None of a recorded build that succeeded.
std::vector<std::string> find_cautions(const Trace& trace);

}  // namespace makespan
