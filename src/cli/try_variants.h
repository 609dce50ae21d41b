#pragma once
// The base and the variants of a try as the files in which they differ, in one scratch copy.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/scratch_shell.h"
#include "manifest/patch.h"
#include "scratch/scratch_copy.h"
#include "system/file_system.h"

namespace makespan {

class TryVariants {
 public:
  // `lock_path` of the original; empty: no Cargo project. `built` is the command that builds: its
  // toolchain and targets count.
  TryVariants(FileSystem& files, ScratchCopy& copy, const ScratchShell& shell,
              std::string lock_path, std::vector<std::string> built)
      : files_(files),
        copy_(copy),
        shell_(shell),
        lock_path_(std::move(lock_path)),
        built_(std::move(built)) {}

  // Settles the lock file of the base and of each variant: what they need is fetched if it is not
  // there, and only here is cargo online. An error names the variant that cannot be resolved.
  Status prepare(const std::vector<Patch>& patches, const std::vector<std::string>& titles);

  // Puts the variant (none: the base) in place.
  Status put(std::optional<size_t> variant);

 private:
  // By path in the original; none: the file is not there.
  using Files = std::map<std::string, std::optional<std::string>>;

  [[nodiscard]] std::optional<std::string> content(const std::string& path) const;
  Status fetch(const std::string& title);
  // Whether all is there for this machine and the targets that the command names. `fetch` is the
  // command that failed for all platforms.
  [[nodiscard]] Result<bool> fetched_for_what_is_built(std::vector<std::string> fetch) const;
  // The workspace's own configuration of cargo, as the original would name it.
  [[nodiscard]] std::string configuration() const;
  // A setting for the user's own configuration (a linker) is tried in the copy's: cargo joins them.
  Result<Patch> moved_inside(Patch patch) const;
  Status put(const Files& wanted);

  FileSystem& files_;
  ScratchCopy& copy_;
  const ScratchShell& shell_;
  std::string lock_path_;
  std::vector<std::string> built_;
  Files base_;
  std::vector<Files> variants_;
};

}  // namespace makespan
