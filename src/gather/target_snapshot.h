#pragma once
// Reads the fingerprints, times and outputs of one profile of a cargo build directory into a
// TargetSnapshot: both layouts (`.fingerprint/` of cargo up to 1.99, `build/<package>/<hash>/`
// after it), the host's folders and those of every `--target` triple.
//
// Cost: a listing and five small files a unit; 500 units in some 30 ms. Nothing is written.

#include <string>

#include "base/result.h"
#include "import/cargo/target_snapshot.h"
#include "system/file_system.h"

namespace makespan {

struct SnapshotRequest {
  std::string build_directory;
  std::string workspace_root;
  // A profile as cargo's `--profile` calls it ("dev", "release") or as its folder is called
  // ("debug"). Empty: the one in which a unit was started last.
  std::string profile;
};

// Errors, each saying what to run: no such directory, nothing built in it, not with that profile
// (the message names those there are). Files that vanish or cannot be read meanwhile are left out.
Result<TargetSnapshot> read_target_snapshot(FileSystem& files, const SnapshotRequest& request);

}  // namespace makespan
