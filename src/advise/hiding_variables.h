#pragma once
// Environment variables that hide settings: cargo takes what they say and not what a file says, so
// that a fix written into one would change nothing.

#include <string>
#include <string_view>
#include <vector>

#include "model/trace.h"
#include "model/workspace.h"

namespace makespan {

// CARGO_PROFILE_RELEASE_CODEGEN_UNITS of `codegen-units` in `release`. Empty: no variable can set
// that key (those of [profile.….package.…]).
std::string profile_variable(std::string_view profile, std::string_view key);

// One of those that hide settings, by its name.
bool hides_settings(std::string_view variable);

// All that may hide a fix of this run, for the caller to look up.
std::vector<std::string> hiding_variables(const Trace& trace, const Workspace& workspace);

}  // namespace makespan
