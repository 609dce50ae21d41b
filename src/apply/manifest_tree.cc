#include "apply/manifest_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "apply/cargo_words.h"
#include "base/json_value.h"
#include "manifest/replaced_sources.h"
#include "system/ancestors.h"

namespace makespan {
namespace {

constexpr std::chrono::seconds kPatience(60);

void insert_sorted(std::vector<std::string>& list, std::string item) {
  auto at = std::lower_bound(list.begin(), list.end(), item);
  if (at == list.end() || *at != item) list.insert(at, std::move(item));
}

bool contains(const std::vector<std::string>& sorted, const std::string& item) {
  return std::binary_search(sorted.begin(), sorted.end(), item);
}

// "/a/b/../c" -> "/a/c"
std::string normal(std::string_view path) {
  return std::filesystem::path(path).lexically_normal().string();
}

// "/a/b", "/a/c/d" -> "/a"
std::string common_directory(const std::string& a, const std::string& b) {
  auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  bool whole = end == a.end() && (other == b.end() || *other == '/');
  if (whole || (other == b.end() && *end == '/')) return std::string(a.begin(), end);
  size_t slash = a.rfind('/', static_cast<size_t>(end - a.begin()));
  return slash == 0 || slash == std::string::npos ? "/" : a.substr(0, slash);
}

// `path`, which lies in `base`, below `scratch`.
std::string moved(const std::string& path, const std::string& base, const std::string& scratch) {
  return join_path(scratch, path.substr(base == "/" ? 1 : base.size() + 1));
}

Status write_beneath(FileSystem& files, const std::string& path, std::string_view bytes) {
  MAKESPAN_CHECKED(files.create_directories(parent_path(path)));
  return files.write_file(path, bytes);
}

// What the file is once the patch is applied; nothing where it is not there then.
Result<std::optional<std::string>> patched_bytes(FileSystem& files, const Patch& patch,
                                                 const std::string& path) {
  for (const FileChange& change : patch.files) {
    if (change.path == path) return change.after;
  }
  MAKESPAN_TRY(std::optional<FileStatus> there, files.status(path));
  if (!there) return std::nullopt;
  MAKESPAN_TRY(std::string bytes, files.read_file(path));
  return bytes;
}

// What the root manifest's [patch] and [replace] name by path: `cargo metadata` does not say. It
// has read the manifest before, so that what is wrong with it is not told here.
std::vector<std::string> replacing_manifests(FileSystem& files, const std::string& root) {
  std::string manifest = join_path(root, "Cargo.toml");
  std::string text = files.read_file(manifest).value_or("");
  std::vector<std::string> paths =
      replaced_source_paths({.text = text, .path = manifest}).value_or(std::vector<std::string>());
  for (std::string& path : paths)
    path = normal(join_path(join_path(root, path), "Cargo.toml"));
  return paths;
}

// An absolute path to one of the tree's packages would lead out of the copy.
void lead_paths_into_copy(std::string& manifest, const ManifestTree& tree, const std::string& base,
                          const std::string& scratch) {
  for (const std::string& other : tree.manifests) {
    std::string directory = parent_path(other);
    for (char quote : {'"', '\''}) {
      std::string written = fmt::format("{0}{1}{0}", quote, directory);
      size_t at = manifest.find(written);
      if (at == std::string::npos || directory == base) continue;
      manifest.replace(at + 1, directory.size(), moved(directory, base, scratch));
    }
  }
}

}  // namespace

std::string ManifestTree::lock_path() const {
  return join_path(root, "Cargo.lock");
}

std::string ManifestTree::base() const {
  std::string base = root;
  for (const std::string& manifest : manifests)
    base = common_directory(base, parent_path(manifest));
  return base;
}

Result<std::vector<std::string>> add_cargo_metadata(std::string_view json, ManifestTree& tree) {
  MAKESPAN_TRY(JsonValue metadata, parse_json(json, "what cargo metadata prints"));
  std::string root(metadata["workspace_root"].text());
  if (tree.root.empty()) tree.root = root;
  insert_sorted(tree.manifests, join_path(root, "Cargo.toml"));
  std::vector<std::string> wanted;
  for (const JsonValue& package : metadata["packages"].array()) {
    insert_sorted(tree.manifests, std::string(package["manifest_path"].text()));
    for (const JsonValue& target : package["targets"].array())
      insert_sorted(tree.sources, normal(target["src_path"].text()));
    for (const JsonValue& dependency : package["dependencies"].array()) {
      if (dependency["path"].text().empty()) continue;
      insert_sorted(wanted, join_path(dependency["path"].text(), "Cargo.toml"));
    }
  }
  std::erase_if(wanted, [&](const std::string& path) { return contains(tree.manifests, path); });
  return wanted;
}

Result<ManifestTree> read_manifest_tree(FileSystem& files, CommandRunner& commands,
                                        const std::string& cargo, const std::string& directory) {
  ManifestTree tree;
  std::vector<std::string> asked;
  std::vector<std::string> wanted = {""};  // the workspace's own manifest, as cargo finds it
  while (!wanted.empty()) {
    std::string manifest = std::move(wanted.back());
    wanted.pop_back();
    if (contains(asked, manifest) || contains(tree.manifests, manifest)) continue;
    std::vector<std::string> command = {cargo,       "metadata",         "--no-deps",
                                        "--offline", "--format-version", "1"};
    if (!manifest.empty()) command.insert(command.end(), {"--manifest-path", manifest});
    MAKESPAN_TRY(CommandOutput output, commands.run(command, directory, kPatience));
    if (output.exit_code != 0) {
      return failure(ErrorKind::unsupported,
                     fmt::format("cargo cannot read the manifests of {}: {}", directory,
                                 cargo_complaint(output)));
    }
    MAKESPAN_TRY(std::vector<std::string> more, add_cargo_metadata(output.standard_output, tree));
    wanted.insert(wanted.end(), more.begin(), more.end());
    if (asked.empty()) {
      more = replacing_manifests(files, tree.root);
      wanted.insert(wanted.end(), more.begin(), more.end());
    }
    insert_sorted(asked, std::move(manifest));
  }
  return tree;
}

Result<std::string> copy_manifests(FileSystem& files, const ManifestTree& tree, const Patch& patch,
                                   const std::string& scratch) {
  std::string base = tree.base();
  for (const std::string& path : tree.manifests) {
    MAKESPAN_TRY(std::optional<std::string> bytes, patched_bytes(files, patch, path));
    if (!bytes) continue;
    lead_paths_into_copy(*bytes, tree, base, scratch);
    MAKESPAN_CHECKED(write_beneath(files, moved(path, base, scratch), *bytes));
  }
  for (const std::string& path : tree.sources) {
    if (!is_strictly_beneath(path, base)) continue;  // its place would be outside of the copy
    MAKESPAN_CHECKED(write_beneath(files, moved(path, base, scratch), ""));
  }
  MAKESPAN_TRY(std::optional<std::string> lock, patched_bytes(files, patch, tree.lock_path()));
  if (lock) MAKESPAN_CHECKED(write_beneath(files, moved(tree.lock_path(), base, scratch), *lock));
  return tree.root == base ? scratch : moved(tree.root, base, scratch);
}

}  // namespace makespan
