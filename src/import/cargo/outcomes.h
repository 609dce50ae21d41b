#pragma once
// How each invocation came out: what failed, what was never reached, and how much was fresh.

#include "import/cargo/invocations.h"
#include "import/cargo/recognise_cargo.h"

namespace makespan {

// Sets `failed`, `not_reached` and `fresh` of the invocations. Tasks of the trace name them already
// (Task::invocation).
//
// `not_reached` is told by Cargo.lock: packages that depend on one that failed, and of which
// nothing was started; with `-p`, only among what the named packages need. `fresh` is none where
// nothing was built or the built units are in no graph.
void tell_outcomes(const Trace& trace, const CargoContext& context, FoundInvocations& found);

}  // namespace makespan
