#pragma once
// Absolute paths and what lies above them, by name alone.

#include <string>
#include <vector>

namespace makespan {

// "/a/b" -> {"/a/b", "/a", "/"}
std::vector<std::string> with_ancestors(const std::string& directory);

// Whether `path` is `directory` or lies in it.
bool is_beneath(const std::string& path, const std::string& directory);

}  // namespace makespan
