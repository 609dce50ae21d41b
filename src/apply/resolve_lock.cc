#include "apply/resolve_lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "apply/cargo_words.h"
#include "apply/lock_change.h"

namespace makespan {
namespace {

constexpr std::chrono::seconds kPatience(120);  // a large graph on a slow disk

// Removed whatever happens to the resolution.
class ScratchDirectory {
 public:
  ScratchDirectory(FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() { (void)files_.remove_tree(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  FileSystem& files_;
  std::string path_;
};

Result<std::optional<std::string>> read_if_there(FileSystem& files, const std::string& path) {
  MAKESPAN_TRY(std::optional<FileStatus> there, files.status(path));
  if (!there) return std::nullopt;
  MAKESPAN_TRY(std::string bytes, files.read_file(path));
  return bytes;
}

Status check_versions(std::string_view before, std::string_view after,
                      const std::vector<std::string>& asked) {
  std::vector<LockVersionChange> changes = changed_versions(before, after);
  std::erase_if(changes, [&](const LockVersionChange& change) {
    return std::find(asked.begin(), asked.end(), change.name) != asked.end();
  });
  if (changes.empty()) return {};
  return failure(ErrorKind::unsupported,
                 fmt::format("in Cargo.lock {}, which no fix asked for", text_of(changes)));
}

// The patch with `lock` as Cargo.lock's new bytes, its files by path.
Patch with_lock(Patch patch, const std::string& path, const std::string& before, std::string lock) {
  std::erase_if(patch.files, [&](const FileChange& change) { return change.path == path; });
  if (lock == before) return patch;
  FileChange change{.path = path, .before = before, .after = std::move(lock)};
  auto behind = [](const FileChange& a, const FileChange& b) { return a.path < b.path; };
  patch.files.insert(std::upper_bound(patch.files.begin(), patch.files.end(), change, behind),
                     std::move(change));
  return patch;
}

// "host: x86_64-unknown-linux-gnu" of `cargo -vV`; empty where it cannot be told.
std::string host_triple(CargoDoor& cargo) {
  Result<CommandOutput> output =
      cargo.commands.run({cargo.program, "-vV"}, cargo.directory, kPatience);
  if (!output) return {};
  std::string_view text = output->standard_output;
  size_t at = text.find("host: ");
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + 6);
  return std::string(text.substr(0, text.find('\n')));
}

// `cargo metadata --offline` with these arguments more: empty where it succeeds, at least for this
// host where packages for others were never fetched; else what cargo said.
Result<std::string> metadata_complaint(CargoDoor& cargo,
                                       const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {cargo.program, "metadata"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.insert(command.end(), {"--offline", "--format-version", "1"});
  MAKESPAN_TRY(CommandOutput output, cargo.commands.run(command, cargo.directory, kPatience));
  if (output.exit_code == 0) return std::string();
  std::string complaint = cargo_complaint(output);
  if (complaint.find("offline") != std::string::npos) {
    command.insert(command.end(), {"--filter-platform", host_triple(cargo)});
    MAKESPAN_TRY(output, cargo.commands.run(command, cargo.directory, kPatience));
    if (output.exit_code == 0) return std::string();
  }
  return complaint;
}

// Where the lock is cargo's own business, the changed manifests must do without it.
Status check_without_lock(CargoDoor& cargo, const std::string& manifest) {
  MAKESPAN_TRY(std::string complaint, metadata_complaint(cargo, {"--manifest-path", manifest}));
  if (complaint.empty()) return {};
  return failure(ErrorKind::unsupported,
                 fmt::format("cargo metadata --offline fails then: {}", complaint));
}

}  // namespace

// `cargo update --workspace` keeps every version that still fits, as a build would, and needs the
// index only: `cargo metadata` wants the packages of all platforms to have been fetched.
Result<Patch> with_resolved_lock(const Patch& patch, const std::vector<std::string>& asked,
                                 const std::string& scratch, CargoDoor cargo) {
  MAKESPAN_TRY(ManifestTree tree,
               read_manifest_tree(cargo.files, cargo.commands, cargo.program, cargo.directory));
  MAKESPAN_TRY(std::optional<std::string> before, read_if_there(cargo.files, tree.lock_path()));
  ScratchDirectory copy(cargo.files, scratch);
  MAKESPAN_TRY(std::string root, copy_manifests(cargo.files, tree, patch, copy.path()));
  // Called from the real workspace: cargo's configuration and rustup's toolchain are those found
  // from there, vendored sources and all.
  MAKESPAN_TRY(CommandOutput output,
               cargo.commands.run({cargo.program, "update", "--workspace", "--offline",
                                   "--manifest-path", join_path(root, "Cargo.toml")},
                                  cargo.directory, kPatience));
  if (output.exit_code != 0) {
    return failure(
        ErrorKind::unsupported,
        fmt::format("cargo cannot resolve the changed manifests: {}", cargo_complaint(output)));
  }
  if (!before) {
    MAKESPAN_CHECKED(check_without_lock(cargo, join_path(root, "Cargo.toml")));
    return patch;
  }
  MAKESPAN_TRY(std::string after, cargo.files.read_file(join_path(root, "Cargo.lock")));
  MAKESPAN_CHECKED(check_versions(*before, after, asked));
  return with_lock(patch, tree.lock_path(), *before, std::move(after));
}

Status check_locked(CargoDoor cargo) {
  MAKESPAN_TRY(std::string complaint, metadata_complaint(cargo, {"--locked"}));
  if (complaint.empty()) return {};
  return failure(ErrorKind::unsupported,
                 fmt::format("cargo metadata --locked --offline fails then: {}", complaint));
}

}  // namespace makespan
