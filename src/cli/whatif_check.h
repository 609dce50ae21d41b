#pragma once
// Whether a run can be asked what if.

#include "base/result.h"
#include "model/trace.h"

namespace makespan {

// Fails where there is nothing to simulate, where nobody knows what waited for what, and where a
// failure kept units from being built: what a part of a build takes on other cores is not what the
// build would.
Status check_can_be_asked(const Trace& trace);

}  // namespace makespan
