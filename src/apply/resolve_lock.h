#pragma once
// Cargo.lock as a patch makes it, and cargo's word on the result.

#include <string>
#include <vector>

#include "apply/manifest_tree.h"
#include "base/result.h"
#include "manifest/patch.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

struct CargoDoor {
  FileSystem& files;
  CommandRunner& commands;
  std::string program;    // the cargo to call
  std::string directory;  // where it is called: in the workspace
};

// The patch with what cargo, offline, makes of Cargo.lock: resolved in a copy of the manifests
// under `scratch`, which is made and removed; no Cargo.toml may lie above it (scratch_places.h).
// The same patch where there is no Cargo.lock (a library's): no makespan makes one in the user's
// tree, so that it is in the copy that `cargo metadata --offline` must succeed. `asked`: the
// packages whose version the fixes mean to change; any other that would change is an error that
// names it.
Result<Patch> with_resolved_lock(const Patch& patch, const std::vector<std::string>& asked,
                                 const std::string& scratch, CargoDoor cargo);

// `cargo metadata --locked --offline` succeeds in the workspace as it is; for this host alone where
// packages for others were never fetched. Not to be asked where there is no Cargo.lock.
Status check_locked(CargoDoor cargo);

}  // namespace makespan
