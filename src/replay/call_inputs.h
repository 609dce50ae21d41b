#pragma once
// What a recorded call reads: whether it is all still as it was, and a key that changes with it.

#include <string>
#include <string_view>

#include "base/result.h"
#include "replay/call_change.h"
#include "replay/changed_call.h"
#include "replay/compiler_call.h"
#include "system/file_system.h"

namespace makespan {

// An error (`unsupported`) where the compiler or a library that the call was given is gone, or is
// newer than the run: "the target directory has changed since the run:
// /t/debug/deps/libsyn-0f.rmeta is gone". Sources may have changed: they are the same for both
// sides of a pair.
Status check_inputs(FileSystem& files, const CompilerCall& call);

// 32 hex digits of the call's words and environment, the change, and the sizes and times of the
// compiler, the libraries (as recorded) and the sources (those that the unit's dep-info names).
std::string experiment_key(FileSystem& files, const CompilerCall& call, const CallChange& change,
                           Libraries libraries = Libraries::recorded);

}  // namespace makespan
