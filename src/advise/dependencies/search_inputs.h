#pragma once
// Whether a workspace is still what a search looked at.

#include <string>

#include "base/result.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

// Of all that decides what a search for unused dependencies, aligned versions and needed features
// finds: manifests, Cargo.lock, cargo's configuration, and the sources of local packages. Another
// toolchain or other variables do not change it.
Result<std::string> inputs_digest(const Workspace& workspace, FileSystem& files);

}  // namespace makespan
