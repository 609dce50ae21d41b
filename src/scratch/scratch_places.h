#pragma once
// Where a scratch copy of a workspace may lie.
//
// Cargo and rustup look for configuration in every directory above the one they work in. So a copy
// must not lie beneath a `.cargo/config.toml`, a Cargo.toml or a toolchain file that the original
// does not lie beneath, and never inside the workspace itself: cargo would read its configuration
// twice, and lists in it would double.

#include <string>
#include <vector>

#include "base/result.h"
#include "system/file_system.h"

namespace makespan {

// The directories that the user's environment names; empty where it names none.
struct ScratchEnvironment {
  std::string cache_directory;      // XDG_CACHE_HOME, else ~/.cache
  std::string temporary_directory;  // TMPDIR, else /tmp
  std::string cargo_home;           // CARGO_HOME, else ~/.cargo
};

// Best first: the cache directory on the workspace's file system (files can share their blocks),
// beside the workspace (`.makespan-scratch`; not in a git checkout), the cache directory wherever
// it is, the temporary directory. Only names; nothing is made or looked at.
std::vector<std::string> scratch_places(const std::string& workspace_root,
                                        const ScratchEnvironment& environment);

// Why a copy of the workspace must not lie in `place`, as a sentence; empty where it may.
std::string objection_to(FileSystem& files, const std::string& place,
                         const std::string& workspace_root, const ScratchEnvironment& environment);

// Removes the copies in these places whose makespan is gone, however it ended. What cannot be
// removed now is left for the next time.
void remove_stale_copies(FileSystem& files, const std::vector<std::string>& places);

}  // namespace makespan
