#include "scratch/scratch_places.h"

#include <fmt/format.h>

#include <optional>

#include "system/ancestors.h"
#include "system/file_lock.h"
#include "system/file_tree.h"

namespace makespan {
namespace {

constexpr std::string_view kLockSuffix = ".lock";

bool exists(FileSystem& files, const std::string& path) {
  Result<std::optional<FileStatus>> status = files.status(path);
  return status && status->has_value();
}

bool in_git_checkout(FileSystem& files, const std::string& directory) {
  for (const std::string& above : with_ancestors(directory)) {
    if (exists(files, join_path(above, ".git"))) return true;
  }
  return false;
}

// A process that outlived its makespan may still be writing: under another name it finds its files
// no more, and ends.
bool remove_copy(const std::string& path) {
  std::string dying = path + ".gone";
  static_cast<void>(rename_tree(path, dying));
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (remove_whole_tree(path) && remove_whole_tree(dying)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> scratch_places(const std::string& workspace_root,
                                        const ScratchEnvironment& environment) {
  std::vector<std::string> places;
  if (!environment.cache_directory.empty())
    places.push_back(join_path(environment.cache_directory, "makespan/scratch"));
  places.push_back(join_path(parent_path(workspace_root), ".makespan-scratch"));
  if (!environment.temporary_directory.empty())
    places.push_back(join_path(environment.temporary_directory, "makespan-scratch"));
  return places;
}

std::string objection_to(FileSystem& files, const std::string& place,
                         const std::string& workspace_root, const ScratchEnvironment& environment) {
  if (is_beneath(place, workspace_root)) return fmt::format("{} is inside the workspace", place);
  if (base_name(place).starts_with('.') && in_git_checkout(files, parent_path(place)))
    return fmt::format("{} is in a git checkout", parent_path(place));
  for (const std::string& above : with_ancestors(parent_path(place))) {
    if (is_beneath(workspace_root, above)) break;  // it holds for both, and so does all above it
    for (const char* name : {"Cargo.toml", "rust-toolchain", "rust-toolchain.toml",
                             ".cargo/config.toml", ".cargo/config"}) {
      std::string path = join_path(above, name);
      if (parent_path(path) == environment.cargo_home || !exists(files, path)) continue;
      return fmt::format("{} would count there and does not count for {}", path, workspace_root);
    }
  }
  return {};
}

void remove_stale_copies(FileSystem& files, const std::vector<std::string>& places) {
  for (const std::string& place : places) {
    Result<std::vector<DirectoryEntry>> entries = files.list_directory(place);
    if (!entries) continue;
    for (const DirectoryEntry& entry : *entries) {
      if (!entry.name.ends_with(kLockSuffix)) continue;
      std::string lock_path = join_path(place, entry.name);
      Result<std::optional<FileLock>> lock = FileLock::try_lock(lock_path);
      if (!lock || !*lock) continue;  // its owner lives
      if (remove_copy(lock_path.substr(0, lock_path.size() - kLockSuffix.size())))
        static_cast<void>(files.remove_tree(lock_path));
    }
    static_cast<void>(remove_empty_directory(place));
  }
}

}  // namespace makespan
