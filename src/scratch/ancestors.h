#pragma once
// Absolute paths and what lies above them.

#include <string>
#include <vector>

#include "system/file_system.h"

namespace makespan {

// By name alone: "/a/b" -> {"/a/b", "/a", "/"}
std::vector<std::string> with_ancestors(const std::string& directory);

// Whether `path` is `directory` or lies in it, by name alone.
bool is_beneath(const std::string& path, const std::string& directory);

// The path itself, or else the nearest above it that is there.
std::string nearest_existing(FileSystem& files, const std::string& path);

}  // namespace makespan
