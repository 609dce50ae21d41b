#pragma once
// What one observed call cost, section by section.

#include "base/result.h"
#include "model/call_cost.h"
#include "model/trace.h"
#include "replay/compiler_call.h"

namespace makespan {

// `observed` has the compiler as its first process. An error where its CPU is not known.
Result<CallCost> measured_cost(Trace observed, const CompilerCall& call);

}  // namespace makespan
