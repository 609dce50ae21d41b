#include "scratch/what_is_copied.h"

#include <algorithm>
#include <array>

#include "system/ancestors.h"

namespace makespan {
namespace {

constexpr std::array<std::string_view, 7> kNotSource = {
    ".git", ".hg", ".svn", ".jj", ".pijul", ".makespan", ".makespan-scratch"};

bool exists(FileSystem& files, const std::string& path) {
  Result<std::optional<FileStatus>> status = files.status(path);
  return status && status->has_value();
}

// Other programs mark their caches with the same file (a Python environment of uv, which a build
// script may need), so its text decides.
bool was_built_by_cargo(FileSystem& files, const std::string& path) {
  if (exists(files, join_path(path, ".rustc_info.json"))) return true;
  std::string tag = join_path(path, "CACHEDIR.TAG");
  if (!exists(files, tag)) return false;
  Result<std::string> text = files.read_file(tag);
  return text && text->find("created by cargo") != std::string::npos;
}

}  // namespace

bool is_left_out(FileSystem& files, const std::string& path) {
  if (std::find(kNotSource.begin(), kNotSource.end(), base_name(path)) != kNotSource.end())
    return true;
  return was_built_by_cargo(files, path);
}

std::string git_checkout_of(FileSystem& files, const std::string& directory) {
  for (const std::string& above : with_ancestors(directory)) {
    if (exists(files, join_path(above, ".git"))) return above;
  }
  return {};
}

}  // namespace makespan
