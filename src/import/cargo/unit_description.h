#pragma once
// What a unit is, told by its command and by the environment that cargo gave it: kind, mode,
// package, version, target, features, flags.

#include "import/cargo/lint_caps.h"
#include "import/cargo/process_walk.h"
#include "model/trace_builder.h"

namespace makespan {

// A task without sections, invocation, side and CPU. Lists and names go into the builder. `caps` of
// all works, this one among them.
Task describe_unit(TraceBuilder& builder, const Work& work, const LintCaps& caps);

// A pure library being built: what cargo pipelines. Its dependents of the same sort may start from
// its .rmeta; everything that links, tests and checks waits for ends.
bool pipelines(const Work& work);

}  // namespace makespan
