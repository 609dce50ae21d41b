#include "cli/manifest_scratch.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/scratch_environment.h"
#include "system/own_process.h"

namespace makespan {

Result<ManifestScratch> ManifestScratch::create(World& world, const std::string& workspace_root) {
  ScratchEnvironment environment = scratch_environment(world);
  Error refused{.kind = ErrorKind::permission, .message = "no place for scratch files is usable"};
  for (const std::string& place : scratch_places(workspace_root, environment)) {
    if (!objection_to(world.files, place, workspace_root, environment).empty()) continue;
    std::string path = join_path(place, owned_name("manifests"));
    Status made = world.files.create_directories(place);
    Result<std::optional<FileLock>> lock =
        made ? FileLock::try_lock(path + ".lock") : tl::unexpected(made.error());
    if (lock && *lock) return ManifestScratch(world.files, std::move(path), std::move(**lock));
    if (!lock) refused = lock.error();
  }
  return tl::unexpected(std::move(refused));
}

ManifestScratch::ManifestScratch(ManifestScratch&& other) noexcept
    : files_(other.files_), path_(std::exchange(other.path_, {})), lock_(std::move(other.lock_)) {}

ManifestScratch::~ManifestScratch() {
  if (!path_.empty()) static_cast<void>(files_->remove_tree(path_ + ".lock"));
}

}  // namespace makespan
