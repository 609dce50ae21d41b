#include "scratch/scratch_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "scratch/claimed_place.h"
#include "scratch/git_view.h"
#include "scratch/surroundings.h"
#include "scratch/what_is_copied.h"
#include "system/ancestors.h"
#include "system/file_tree.h"
#include "system/mirrored_tree.h"

namespace makespan {
namespace {

constexpr uint64_t kSpareBytes = uint64_t{64} << 20;

TreeWalk walk_of(FileSystem& files, const ScratchRequest& request) {
  return {.skip =
              [&files, &request](const std::string& path) {
                return path == request.target_directory || is_left_out(files, path);
              },
          .stop = request.stop};
}

// A path dependency may hold the workspace: cargo-fuzz's `fuzz` depends on "..".
std::vector<std::string> copied_directories(const ScratchRequest& request) {
  std::vector<std::string> directories = request.outside;
  directories.push_back(request.workspace_root);
  return outermost(std::move(directories));
}

Result<uint64_t> bytes_needed(FileSystem& files, const ScratchRequest& request,
                              const std::vector<std::string>& copied) {
  uint64_t bytes = request.build_bytes + kSpareBytes;
  for (const std::string& directory : copied) {
    MAKESPAN_TRY(TreeSize size, measure_tree(directory, walk_of(files, request)));
    bytes += size.allocated_bytes * (request.restorable ? 2 : 1);
  }
  return bytes;
}

// "/a/b" in "--config=/a/b/c.toml" and in "-L/a/b", and not in "/a/bc" or "/x/a/b".
bool stands_as_path(std::string_view text, size_t at, size_t length) {
  size_t end = at + length;
  if (end < text.size() && std::string_view("/:,;\"' ").find(text[end]) == std::string_view::npos)
    return false;
  if (at == 0) return true;
  bool short_option = at == 2 && text[0] == '-';
  return short_option || std::string_view("=:,;\"' ").find(text[at - 1]) != std::string_view::npos;
}

bool stands_at(std::string_view text, size_t at, const std::string& path) {
  return text.substr(at, path.size()) == path && stands_as_path(text, at, path.size());
}

}  // namespace

Result<ScratchCopy> ScratchCopy::create(FileSystem& files, CommandRunner& commands,
                                        const ScratchRequest& request) {
  ScratchRequest real = request;
  MAKESPAN_TRY(real.workspace_root, real_path(request.workspace_root));
  for (std::string& directory : real.outside) {
    MAKESPAN_TRY(directory, real_path(directory));
  }
  real.target_directory = real_path(request.target_directory).value_or(request.target_directory);

  std::vector<std::string> copied = copied_directories(real);
  MAKESPAN_TRY(uint64_t bytes, bytes_needed(files, real, copied));
  MAKESPAN_TRY(ClaimedPlace place,
               claim_place(files, real.workspace_root, copied, real.environment, bytes));
  ScratchCopy copy(files, std::move(place.directory), std::move(place.lock));
  copy.copied_ = std::move(copied);
  MAKESPAN_CHECKED(copy.fill(real));
  for (const std::string& target : {request.target_directory, real.target_directory}) {
    if (!target.empty() && !is_beneath(real.workspace_root, target))
      copy.moved_.emplace_back(target, copy.target_directory_);
  }
  for (const std::string& root : {request.workspace_root, real.workspace_root})
    copy.moved_.emplace_back(root, copy.root_);
  MAKESPAN_CHECKED(copy.prove_toolchain(commands));
  if (real.restorable) MAKESPAN_CHECKED(copy.keep(real.stop));
  return copy;
}

ScratchCopy::ScratchCopy(FileSystem& files, std::string directory, FileLock lock)
    : files_(&files), directory_(std::move(directory)), lock_(std::move(lock)) {}

ScratchCopy::ScratchCopy(ScratchCopy&& other) noexcept
    : files_(other.files_),
      directory_(std::exchange(other.directory_, {})),
      lock_(std::exchange(other.lock_, std::nullopt)),
      original_root_(std::move(other.original_root_)),
      copied_(std::move(other.copied_)),
      root_(std::move(other.root_)),
      target_directory_(std::move(other.target_directory_)),
      moved_(std::move(other.moved_)),
      environment_(std::move(other.environment_)),
      notices_(std::move(other.notices_)) {}

ScratchCopy::~ScratchCopy() {
  if (directory_.empty()) return;
  // What cannot be removed now keeps its lock file, and so is removed as stale later.
  if (remove_whole_tree(directory_)) {
    static_cast<void>(files_->remove_tree(directory_ + ".lock"));
    static_cast<void>(remove_empty_directory(parent_path(directory_)));
  }
}

// --- the copy ---------------------------------------------------------------------------------

std::string ScratchCopy::tree() const {
  return join_path(directory_, "tree");
}

std::string ScratchCopy::kept() const {
  return join_path(directory_, "kept");
}

std::string ScratchCopy::mirrored(const std::string& path) const {
  return tree() + path;
}

Status ScratchCopy::fill(const ScratchRequest& request) {
  original_root_ = request.workspace_root;
  root_ = mirrored(original_root_);
  bool inside = is_beneath(request.target_directory, original_root_) &&
                request.target_directory != original_root_;
  target_directory_ = inside ? mirrored(request.target_directory) : join_path(directory_, "target");
  environment_ = {{.name = "CARGO_TARGET_DIR", .value = target_directory_},
                  {.name = "CARGO_BUILD_BUILD_DIR", .value = target_directory_},
                  {.name = "GIT_CEILING_DIRECTORIES", .value = directory_}};
  MAKESPAN_TRY(std::string real, real_path(directory_));
  Surroundings around(*files_, join_path(real, "tree"), request.build_bytes + kSpareBytes,
                      request.stop);
  for (const std::string& directory : copied_)
    MAKESPAN_CHECKED(copy_directory(directory, request, around));
  std::string checkout = git_checkout_of(*files_, original_root_);
  MAKESPAN_CHECKED(add_configuration(request, around));
  if (!checkout.empty()) MAKESPAN_CHECKED(add_siblings(checkout, around));
  MAKESPAN_CHECKED(around.bring_what_is_linked());
  for (std::string& notice : around.notices())
    notices_.push_back(std::move(notice));
  if (checkout.empty()) return {};
  Status view = make_git_view(*files_, checkout, join_path(mirrored(checkout), ".git"));
  if (!view) notices_.push_back("git cannot be asked in the scratch copy: " + view.error().message);
  return {};
}

Status ScratchCopy::copy_directory(const std::string& directory, const ScratchRequest& request,
                                   Surroundings& around) {
  TreeWalk walk = walk_of(*files_, request);
  walk.lead = [&](const std::string& outside) { return around.lead(outside); };
  MAKESPAN_TRY(TreeCopied copied, copy_tree(directory, mirrored(directory), walk));
  for (const std::string& path : copied.left_out)
    notices_.push_back(fmt::format("{} is not in the scratch copy: it is no readable file", path));
  return {};
}

// Of the directories above, for those that the copy does not lie beneath itself; and what the
// copied ones name outside of them.
Status ScratchCopy::add_configuration(const ScratchRequest& request, Surroundings& around) {
  // What the workspace's own names outside of a dependency that holds it, too.
  std::vector<std::string> directories = copied_;
  directories.push_back(original_root_);
  for (const std::string& copied : directories) {
    for (const std::string& above : with_ancestors(copied)) {
      if (is_beneath(directory_, above)) break;
      for (const char* name : {".cargo/config.toml", ".cargo/config", "rust-toolchain",
                               "rust-toolchain.toml", "Cargo.toml"}) {
        std::string path = join_path(above, name);
        bool is_manifest = std::string_view(name) == "Cargo.toml";
        // The workspace itself inherits from nothing above its root.
        bool wanted = !is_manifest || copied != original_root_;
        if (!wanted || parent_path(path) == request.environment.cargo_home) continue;
        MAKESPAN_CHECKED(around.bring(path));
        if (!is_manifest) MAKESPAN_CHECKED(around.bring_what_is_named_in(path, above));
      }
    }
  }
  return {};
}

Status ScratchCopy::add_siblings(const std::string& checkout, Surroundings& around) {
  for (const std::string& directory : copied_) {
    for (const std::string& above : with_ancestors(parent_path(directory))) {
      if (!is_beneath(above, checkout) || is_beneath(directory_, above)) break;
      Result<std::vector<DirectoryEntry>> entries = files_->list_directory(above);
      if (!entries) continue;
      for (const DirectoryEntry& entry : *entries) {
        std::string path = join_path(above, entry.name);
        // Its manifest would make cargo look for the workspace there.
        if (entry.name == "Cargo.toml" || is_left_out(*files_, path)) continue;
        MAKESPAN_CHECKED(around.bring(path));
      }
    }
  }
  return {};
}

// --- the toolchain ----------------------------------------------------------------------------

Status ScratchCopy::prove_toolchain(CommandRunner& commands) {
  auto answer = [&](const std::vector<std::string>& command, const std::string& directory) {
    Result<CommandOutput> output = commands.run(command, directory);
    return output && output->exit_code == 0 ? output->standard_output : "";
  };
  const std::vector<std::string> question = {"rustc", "-vV"};
  std::string there = answer(question, original_root_);
  if (answer(question, root_) == there) return {};
  // `rustup override set` goes by directory, and so does not reach the copy.
  std::string active = answer({"rustup", "show", "active-toolchain"}, original_root_);
  std::string toolchain = active.substr(0, active.find_first_of(" \n"));
  std::string here = answer({"env", "RUSTUP_TOOLCHAIN=" + toolchain, "rustc", "-vV"}, root_);
  if (toolchain.empty() || here != there) {
    return failure(ErrorKind::unsupported,
                   fmt::format("rustc in {} is `{}`, but in a copy of it `{}`", original_root_,
                               there.substr(0, there.find('\n')), here.substr(0, here.find('\n'))));
  }
  environment_.push_back({.name = "RUSTUP_TOOLCHAIN", .value = toolchain});
  return {};
}

// --- using it ---------------------------------------------------------------------------------

bool ScratchCopy::holds(const std::string& path) const {
  return std::any_of(copied_.begin(), copied_.end(),
                     [&](const std::string& copied) { return is_beneath(path, copied); });
}

std::string ScratchCopy::path_of(const std::string& path) const {
  return holds(path) || is_beneath(original_root_, path) ? mirrored(path) : path;
}

std::string ScratchCopy::rewritten(std::string text) const {
  for (size_t at = text.find('/'); at != std::string::npos; at = text.find('/', at)) {
    auto found = std::find_if(moved_.begin(), moved_.end(),
                              [&](const auto& moved) { return stands_at(text, at, moved.first); });
    if (found == moved_.end()) {
      ++at;
      continue;
    }
    text.replace(at, found->first.size(), found->second);
    at += found->second.size();
  }
  return text;
}

Status ScratchCopy::write(const std::string& path, const std::optional<std::string>& bytes) {
  std::string target = path_of(path);
  std::string parent = nearest_existing(*files_, parent_path(target));
  MAKESPAN_TRY(std::string real, real_path(parent));
  MAKESPAN_TRY(std::string real_tree, real_path(tree()));
  if (!is_beneath(real, real_tree)) {
    return failure(ErrorKind::unsupported,
                   fmt::format("{} is not part of the workspace's copy", path), path);
  }
  // A link is replaced, not written through; a file keeps its mode.
  std::error_code ignored;
  bool is_file = std::filesystem::is_regular_file(std::filesystem::symlink_status(target, ignored));
  if (!is_file || !bytes) MAKESPAN_CHECKED(files_->remove_tree(target));
  if (!bytes) return {};
  MAKESPAN_CHECKED(files_->create_directories(parent_path(target)));
  return files_->write_file(target, *bytes);
}

Status ScratchCopy::keep(const std::function<bool()>& stop) const {
  TreeWalk walk;
  walk.stop = stop;
  walk.keep_links = true;
  Result<TreeCopied> copied = copy_tree(tree(), kept(), walk);
  return copied ? Status() : tl::unexpected(copied.error());
}

Status ScratchCopy::restore() const {
  MAKESPAN_CHECKED(remove_whole_tree(target_directory_));
  return mirror_tree(kept(), tree());
}

}  // namespace makespan
