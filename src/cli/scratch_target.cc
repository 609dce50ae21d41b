#include "cli/scratch_target.h"

#include <utility>

#include "system/fresh_directory.h"
#include "system/own_process.h"

namespace makespan {
namespace {

void remove_ownerless(FileSystem& files, const std::string& directory) {
  Result<std::vector<DirectoryEntry>> entries = files.list_directory(directory);
  if (!entries) return;
  for (const DirectoryEntry& entry : *entries) {
    if (is_owned_name(entry.name) && !owner_is_alive(files, entry.name)) {
      static_cast<void>(files.remove_tree(join_path(directory, entry.name)));
    }
  }
}

std::string kept_directory(const std::string& store_directory) {
  return join_path(store_directory, "kept");
}

}  // namespace

Result<ScratchTarget> ScratchTarget::create(FileSystem& files, const std::string& store_directory,
                                            const std::string& run_id, bool keep) {
  remove_stale_scratch(files, store_directory);
  if (keep) remove_ownerless(files, kept_directory(store_directory));
  std::string place =
      keep ? kept_directory(store_directory) : join_path(store_directory, "scratch");
  std::string path = join_path(place, owned_name(run_id));
  MAKESPAN_CHECKED(files.create_directories(path));
  return ScratchTarget(files, path, keep);
}

Result<ScratchTarget> ScratchTarget::create_outside(FileSystem& files, const std::string& place,
                                                    bool keep) {
  MAKESPAN_TRY(std::string path, make_fresh_directory(place, ".makespan-target"));
  return ScratchTarget(files, path, keep);
}

ScratchTarget::ScratchTarget(ScratchTarget&& other) noexcept
    : files_(other.files_), path_(std::exchange(other.path_, {})), keep_(other.keep_) {}

ScratchTarget::~ScratchTarget() {
  // What cannot be removed now is removed as stale later.
  if (!path_.empty() && !keep_) static_cast<void>(files_->remove_tree(path_));
}

std::vector<EnvironmentChange> ScratchTarget::environment() const {
  return {{.name = "CARGO_TARGET_DIR", .value = path_},
          {.name = "CARGO_BUILD_BUILD_DIR", .value = path_}};
}

void remove_stale_scratch(FileSystem& files, const std::string& store_directory) {
  remove_ownerless(files, join_path(store_directory, "scratch"));
}

}  // namespace makespan
