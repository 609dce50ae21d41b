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

// The same, but not the directory itself.
bool is_strictly_beneath(const std::string& path, const std::string& directory);

// Those of `directories` that lie in none of the others, each once.
std::vector<std::string> outermost(std::vector<std::string> directories);

// The path itself, or else the nearest above it that is there.
std::string nearest_existing(FileSystem& files, const std::string& path);

}  // namespace makespan
