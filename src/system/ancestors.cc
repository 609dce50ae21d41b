#include "system/ancestors.h"

#include <algorithm>
#include <optional>

namespace makespan {

std::vector<std::string> with_ancestors(const std::string& directory) {
  std::vector<std::string> all = {directory};
  while (all.back() != parent_path(all.back()))
    all.push_back(parent_path(all.back()));
  return all;
}

bool is_beneath(const std::string& path, const std::string& directory) {
  if (directory == "/") return path.starts_with('/');
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

bool is_strictly_beneath(const std::string& path, const std::string& directory) {
  return path != directory && is_beneath(path, directory);
}

std::vector<std::string> outermost(std::vector<std::string> directories) {
  std::sort(directories.begin(), directories.end());  // what holds others comes first
  std::vector<std::string> outer;
  for (std::string& directory : directories) {
    auto holds = [&](const std::string& other) { return is_beneath(directory, other); };
    if (std::none_of(outer.begin(), outer.end(), holds)) outer.push_back(std::move(directory));
  }
  return outer;
}

std::string nearest_existing(FileSystem& files, const std::string& path) {
  for (const std::string& above : with_ancestors(path)) {
    Result<std::optional<FileStatus>> status = files.status(above);
    if (status && status->has_value()) return above;
  }
  return "/";
}

}  // namespace makespan
