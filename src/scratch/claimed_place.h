#pragma once
// A directory of our own, in the best place for a scratch copy that has the room for it.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "scratch/scratch_places.h"
#include "system/file_lock.h"
#include "system/file_system.h"

namespace makespan {

struct ClaimedPlace {
  std::string directory;  // empty
  FileLock lock;          // of `directory` + ".lock": while it is held, nobody clears the place up
};

// For a copy of the workspace and what is built there, of so many bytes: on the workspace's file
// system where that can be, and in none of the directories that are copied. Errors: `no_space` and
// `unsupported` with what is against each place, and whatever the file system says.
Result<ClaimedPlace> claim_place(FileSystem& files, const std::string& workspace_root,
                                 const std::vector<std::string>& copied,
                                 const ScratchEnvironment& environment, uint64_t bytes);

}  // namespace makespan
