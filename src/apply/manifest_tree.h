#pragma once
// ManifestTree: the manifests that decide what Cargo.lock says, and a copy of them where cargo can
// resolve a changed project without touching the real one. The copy has no code: cargo wants each
// target's file to be there, so that an empty one stands for it.

#include <string>
#include <vector>

#include "base/result.h"
#include "manifest/patch.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

struct ManifestTree {
  std::string root;                    // the workspace's directory, absolute
  std::vector<std::string> manifests;  // of its members, of path dependencies, of what [patch] and
                                       // [replace] name by path, and of the roots that these
                                       // inherit from; absolute, sorted
  std::vector<std::string> sources;    // of their targets; absolute, sorted

  [[nodiscard]] std::string lock_path() const;
  // The deepest directory that all manifests are in.
  [[nodiscard]] std::string base() const;
};

// Asks cargo, which resolves nothing for that and writes nothing. `directory` is anywhere in the
// workspace; `cargo` the program to call.
Result<ManifestTree> read_manifest_tree(FileSystem& files, CommandRunner& commands,
                                        const std::string& cargo, const std::string& directory);

// The same from cargo's words: adds what `cargo metadata --no-deps` printed to `tree`, and returns
// the manifests of path dependencies that are not in it yet.
Result<std::vector<std::string>> add_cargo_metadata(std::string_view json, ManifestTree& tree);

// Writes the tree's manifests as `patch` makes them, and Cargo.lock likewise, below `scratch`,
// which is made. Returns where the workspace's root is there.
Result<std::string> copy_manifests(FileSystem& files, const ManifestTree& tree, const Patch& patch,
                                   const std::string& scratch);

}  // namespace makespan
