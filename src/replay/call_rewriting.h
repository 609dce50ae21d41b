#pragma once
// The two halves of changed_call() for rustc and the one for C compilers.

#include <string>

#include "base/result.h"
#include "replay/changed_call.h"
#include "replay/rustc_arguments.h"
#include "replay/scratch_paths.h"

namespace makespan {

// The profile's settings, as cargo would pass them to this unit.
Status change_rustc(RustcArguments& arguments, const CompilerCall& call, const CallChange& change,
                    Libraries libraries);

// All that the call writes goes into the scratch directory.
Status redirect_rustc(RustcArguments& arguments, const CompilerCall& call,
                      const ScratchPaths& scratch);

// As the `cc` crate and its like translate a profile: debug info on or off, and the level.
Result<std::vector<std::string>> change_c(const CompilerCall& call, const CallChange& change,
                                          const ScratchPaths& scratch);

}  // namespace makespan
