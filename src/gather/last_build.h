#pragma once
// The last build of the cargo project in a directory, from what it left on disk: the one call
// behind `makespan` without arguments.

#include <string>

#include "base/result.h"
#include "gather/cargo_project.h"
#include "model/trace.h"
#include "system/file_system.h"

namespace makespan {

// `directory` is absolute; `profile` as cargo's `--profile` calls it, or empty for the one that was
// built last. Errors say what to run: not_found where there is no project or no build, unsupported
// where the build's times were lost in a copy.
Result<Trace> read_last_build(FileSystem& files, const std::string& directory,
                              const CargoEnvironment& environment, const std::string& profile);

}  // namespace makespan
