#pragma once
// A recorded call turned into one that can be run again: changed, and writing nowhere but into a
// scratch directory.
//
//   --out-dir /t/release/deps          -> --out-dir SCRATCH/out
//   -C incremental=/t/debug/inc…       -> -C incremental=SCRATCH/incremental   (empty at each run:
//                                         the state of a build from clean)
//   --emit=dep-info=/t/x.d,link        -> --emit=dep-info=SCRATCH/out/x.d,link
//   -o /t/build/ring-0f/out/core.o     -> -o SCRATCH/out/core.o                (C compilers)
//   TMPDIR                             -> SCRATCH/tmp
//   @arguments                         -> what the file holds
//
// What it reads stays: sources, --extern, -L, OUT_DIR. Metadata and extra-filename stay too, so
// that the outputs of the unchanged call are those of the build. Whoever runs the call makes the
// directories (CallRunner).

#include <string>

#include "base/result.h"
#include "replay/call_change.h"
#include "replay/compiler_call.h"
#include "system/file_system.h"

namespace makespan {

// Against which libraries a call is run again: RemadeLibraries makes the others.
enum class Libraries { recorded, remade };

// `scratch` is absolute. Errors: `unsupported` where the change means nothing for this call or
// cannot be told from it alone ("LTO of app 0.1.0 (bin) needs bitcode, which the libraries of the
// recorded build do not hold"), or where the call writes to a place that cannot be moved.
Result<CompilerCall> changed_call(const CompilerCall& call, const CallChange& change,
                                  const std::string& scratch,
                                  Libraries libraries = Libraries::recorded);

// What of a change can matter to a call at all: strip and linker only where it links, debug info
// and level only for C, nothing for a check. Empty: the call stays as it is.
CallChange relevant_part(const CompilerCall& call, const CallChange& change);

// Response files in place of `@file`: what the file holds now. An error where one is gone.
Result<CompilerCall> with_response_files(const CompilerCall& call, FileSystem& files);

// The directories that a changed call writes to, to be made before it runs.
std::vector<std::string> scratch_directories(const std::string& scratch);

}  // namespace makespan
