#pragma once
// ScratchCopy: a plain copy of a Cargo workspace, to build and to change freely; removed when it
// goes. The original is only read. Never a git worktree: that would write into .git.
//
//   PLACE/4711-9f3a27c1.lock               held as long as the copy's owner lives
//   PLACE/4711-9f3a27c1/tree/home/u/app/   the workspace, where it would be if `tree` were /
//   PLACE/4711-9f3a27c1/tree/home/u/lib/   a path dependency outside it: "../lib" finds it; one
//                                          that holds the workspace ("..") is copied whole
//   PLACE/4711-9f3a27c1/kept/              the same as `tree` before the first build, for restore()
//   PLACE/4711-9f3a27c1/target/            where cargo builds, if not within the workspace
//
// Copied is everything, untracked files too, but version control (.git, .hg, .svn, .jj), .makespan
// and what cargo built. Also there (surroundings.h): the `.cargo/config.toml` and toolchain files
// of directories above that would not be found otherwise, with the files that they name; root
// manifests of workspaces that path dependencies inherit from; directories outside that links lead
// to; within a git checkout, what lies beside the workspace (read by
// `include_str!("../../proto/x.proto")`) and a repository that borrows the original's objects
// (git_view.h). That rustc answers `-vV` the same in both places is proven.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "scratch/scratch_places.h"
#include "system/command_runner.h"
#include "system/file_lock.h"
#include "system/file_system.h"

namespace makespan {

struct ScratchRequest {
  std::string workspace_root;        // absolute
  std::vector<std::string> outside;  // directories of path dependencies outside the workspace
  std::string target_directory;      // of the workspace; left out. Empty: not known
  uint64_t build_bytes = 0;          // what will be built there takes so much room
  bool restorable = false;           // for restore() all is copied twice
  ScratchEnvironment environment;
  std::function<bool()> stop;  // asked while copying; true: give up
};

struct ScratchVariable {
  std::string name;
  std::string value;
};

class Surroundings;

class ScratchCopy {
 public:
  // Errors: `no_space` with what is needed and what is there, `unsupported` where the toolchain is
  // another one, and whatever the file system says. Nothing is left behind then.
  static Result<ScratchCopy> create(FileSystem& files, CommandRunner& commands,
                                    const ScratchRequest& request);
  ScratchCopy(ScratchCopy&& other) noexcept;
  ScratchCopy& operator=(ScratchCopy&&) = delete;
  ~ScratchCopy();

  // The workspace's root in the copy.
  [[nodiscard]] const std::string& root() const { return root_; }
  // A directory of the copy's own, for logs and the like: nothing of the workspace is in it.
  [[nodiscard]] const std::string& directory() const { return directory_; }
  // Where a file or directory of the original is in the copy, or a directory that the workspace
  // lies in; for what was not copied, `path` itself.
  [[nodiscard]] std::string path_of(const std::string& path) const;
  // Is a path of the original copied, or would it be if it were there?
  [[nodiscard]] bool holds(const std::string& path) const;
  [[nodiscard]] const std::string& original_root() const { return original_root_; }
  // `text` with the original's root and target directory replaced wherever they stand as a path:
  // for words of a command.
  [[nodiscard]] std::string rewritten(std::string text) const;
  [[nodiscard]] const std::string& target_directory() const { return target_directory_; }
  // What every cargo that runs in the copy needs in its environment: the target directories, and
  // the toolchain where the copy would find another one.
  [[nodiscard]] const std::vector<ScratchVariable>& environment() const { return environment_; }
  // Files that could not be copied, as sentences.
  [[nodiscard]] const std::vector<std::string>& notices() const { return notices_; }

  // Writes (none: removes) the counterpart of the original's file `path`. Refuses where that would
  // reach out of the copy through a link.
  Status write(const std::string& path, const std::optional<std::string>& bytes);

  // Of a restorable copy: as it was when it was made, with what builds wrote into it gone, wherever
  // they did, and what they changed back: for a build from nothing.
  Status restore() const;

 private:
  ScratchCopy(FileSystem& files, std::string directory, FileLock lock);
  Status fill(const ScratchRequest& request);
  Status copy_directory(const std::string& directory, const ScratchRequest& request,
                        Surroundings& around);
  Status add_configuration(const ScratchRequest& request, Surroundings& around);
  Status add_siblings(const std::string& checkout, Surroundings& around);
  Status keep(const std::function<bool()>& stop) const;
  Status prove_toolchain(CommandRunner& commands);
  [[nodiscard]] std::string tree() const;
  [[nodiscard]] std::string kept() const;
  [[nodiscard]] std::string mirrored(const std::string& path) const;

  FileSystem* files_;
  std::string directory_;  // empty: moved from
  std::optional<FileLock> lock_;
  std::string original_root_;
  std::vector<std::string> copied_;  // directories of the original, none within another
  std::string root_;
  std::string target_directory_;
  // What a path that begins with the first begins with in the copy; the first that fits counts.
  std::vector<std::pair<std::string, std::string>> moved_;
  std::vector<ScratchVariable> environment_;
  std::vector<std::string> notices_;
};

}  // namespace makespan
