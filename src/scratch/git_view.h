#pragma once
// A view of a git checkout for programs in a scratch copy that ask git where they are (`git
// describe` in a build script).
//
// It is a repository of its own that borrows the original's objects: HEAD, branches, tags and index
// are copied, objects are found through `objects/info/alternates`. So git may write what it likes,
// and the original's .git is only read.

#include <string>

#include "base/result.h"
#include "system/file_system.h"

namespace makespan {

// `checkout` is the directory that has `.git`: a directory, or the file of a worktree or submodule.
// `to` is the `.git` to make. Does nothing for repositories of a format that a plain one cannot
// borrow from (partial clones, SHA-256, reftables).
Status make_git_view(FileSystem& files, const std::string& checkout, const std::string& to);

}  // namespace makespan
