#pragma once
// The lint in the compiler calls that a run recorded, without a scratch copy: quick, and silent
// about every target that the run did not compile.

#include <functional>
#include <string>
#include <vector>

#include "advise/dependencies/lint_check.h"
#include "model/trace.h"
#include "replay/call_runner.h"

namespace makespan {

// Calls of local packages, run again as checks. Those that cannot be are left out. `stop` ends it
// early.
LintCheck run_recorded_lint(const Trace& trace, CallRunner& runner, const std::string& scratch,
                            const std::function<bool()>& stop);

}  // namespace makespan
