#include "cli/project_workspace.h"

#include <utility>

#include "apply/manifest_tree.h"
#include "cli/manifest_scratch.h"

namespace makespan {
namespace {

// The copied manifests go whatever cargo says of them.
class CopiedManifests {
 public:
  CopiedManifests(FileSystem& files, ManifestScratch scratch)
      : files_(files), scratch_(std::move(scratch)) {}
  CopiedManifests(const CopiedManifests&) = delete;
  CopiedManifests& operator=(const CopiedManifests&) = delete;
  ~CopiedManifests() { static_cast<void>(files_.remove_tree(path())); }
  [[nodiscard]] const std::string& path() const { return scratch_.path(); }

 private:
  FileSystem& files_;
  ManifestScratch scratch_;
};

}  // namespace

Result<Workspace> read_project_workspace(const WorkspaceQuestion& question, World& world) {
  Result<Workspace> workspace = gather_workspace(world.files, world.commands, question);
  if (workspace) return workspace;
  Result<ManifestTree> tree = read_manifest_tree(
      world.files, world.commands, world.variable("CARGO", "cargo"), question.directory);
  if (!tree) return workspace;
  MAKESPAN_TRY(std::optional<FileStatus> lock, world.files.status(tree->lock_path()));
  if (lock) return workspace;

  MAKESPAN_TRY(ManifestScratch scratch, ManifestScratch::create(world, tree->root));
  CopiedManifests copy(world.files, std::move(scratch));
  MAKESPAN_TRY(std::string root, copy_manifests(world.files, *tree, {}, copy.path()));
  WorkspaceQuestion unlocked = question;
  unlocked.locked = false;
  unlocked.copy = copy.path();
  unlocked.copy_of = tree->base();
  unlocked.arguments.insert(unlocked.arguments.end(),
                            {"--manifest-path", join_path(root, "Cargo.toml")});
  return gather_workspace(world.files, world.commands, unlocked);
}

}  // namespace makespan
