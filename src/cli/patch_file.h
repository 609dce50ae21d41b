#pragma once
// A Patch from a file in the form of `git diff` or `diff -u`.

#include <string>

#include "cli/scratch_shell.h"
#include "manifest/patch.h"
#include "scratch/scratch_copy.h"
#include "system/file_system.h"

namespace makespan {

// Applied by git in the scratch copy, to the workspace whose root is `root`, and taken back there:
// what it changed is the patch. Names in the file are behind a/ and b/, from that root or, as `git
// diff` prints them, from the top of the git checkout that it lies in. An error, with what git
// said, where git is missing, the file does not apply, or it changes nothing in the workspace.
Result<Patch> read_patch_file(FileSystem& files, ScratchCopy& copy, const ScratchShell& shell,
                              const std::string& root, const std::string& file);

}  // namespace makespan
