#pragma once
// Which entries of a workspace a scratch copy leaves out.

#include <string>

#include "system/file_system.h"

namespace makespan {

// Version control, our own store and scratch copies, and every directory that cargo built into (the
// workspace's or that of an xtask inside it), which it marks itself.
bool is_left_out(FileSystem& files, const std::string& path);

// The directory above (or `directory` itself) that a git checkout begins at; empty: none.
std::string git_checkout_of(FileSystem& files, const std::string& directory);

}  // namespace makespan
