#include "scratch/ancestors.h"

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

std::string nearest_existing(FileSystem& files, const std::string& path) {
  for (const std::string& above : with_ancestors(path)) {
    Result<std::optional<FileStatus>> status = files.status(above);
    if (status && status->has_value()) return above;
  }
  return "/";
}

}  // namespace makespan
