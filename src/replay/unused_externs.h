#pragma once
// What the compiler itself says of a unit's dependencies: which of its --extern crates the unit
// never names.

#include <string>
#include <vector>

#include "base/result.h"
#include "replay/call_runner.h"
#include "replay/compiler_call.h"

namespace makespan {

// The recorded call as a check (--emit=metadata) with rustc's lint `unused_crate_dependencies`
// forced on. Lints that the crate denies do not fail it.
Result<CompilerCall> linting_call(const CompilerCall& call, const std::string& scratch);

// The names in rustc's JSON messages, as the code calls the crates ("tracing_subscriber"). Sorted.
std::vector<std::string> unused_externs_in(std::string_view messages);

// Runs it. One target's answer is not the package's: its tests, benches and examples may use what
// the library does not.
Result<std::vector<std::string>> unused_externs(CallRunner& runner, const CompilerCall& call,
                                                const std::string& scratch);

}  // namespace makespan
