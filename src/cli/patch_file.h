#pragma once
// A Patch from a file in the form of `git diff` or `diff -u`.

#include <string>

#include "cli/scratch_shell.h"
#include "manifest/patch.h"
#include "scratch/scratch_copy.h"
#include "system/file_system.h"

namespace makespan {

// Applied by git in the scratch copy, from the workspace's root `root`, and taken back there: what
// it changed is the patch. Paths in the file are behind a/ and b/, from that root. An error where
// git is missing or it does not apply, with what git said.
Result<Patch> read_patch_file(FileSystem& files, ScratchCopy& copy, const ScratchShell& shell,
                              const std::string& root, const std::string& file);

}  // namespace makespan
