#pragma once
// What git knows of one file. Takes no locks and refreshes no index.

#include <string>

#include "base/result.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

enum class GitFileState { clean, changed, untracked, ignored_or_no_git };

// An error where there is a checkout and git cannot be asked, with its first line or why it did not
// run.
Result<GitFileState> git_state_of(FileSystem& files, CommandRunner& commands,
                                  const std::string& path);

// The file's bytes are those of that commit. False also where git cannot tell.
bool is_as_in_revision(CommandRunner& commands, const std::string& path,
                       const std::string& revision);

}  // namespace makespan
