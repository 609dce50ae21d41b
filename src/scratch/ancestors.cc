#include "scratch/ancestors.h"

#include "system/file_system.h"

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

}  // namespace makespan
