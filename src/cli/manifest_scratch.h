#pragma once
// Where `apply` lets cargo resolve a copy of the manifests: in the first place that a scratch copy
// may lie in, with a lock file, so that what a kill leaves is removed as that of a `try` is.

#include <string>

#include "base/result.h"
#include "cli/world.h"
#include "system/file_lock.h"

namespace makespan {

class ManifestScratch {
 public:
  static Result<ManifestScratch> create(World& world, const std::string& workspace_root);
  ManifestScratch(ManifestScratch&& other) noexcept;
  ManifestScratch& operator=(ManifestScratch&&) = delete;
  ~ManifestScratch();

  // Not made yet; its user makes and removes it.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  ManifestScratch(FileSystem& files, std::string path, FileLock lock)
      : files_(&files), path_(std::move(path)), lock_(std::move(lock)) {}

  FileSystem* files_;
  std::string path_;  // empty: moved from
  FileLock lock_;
};

}  // namespace makespan
