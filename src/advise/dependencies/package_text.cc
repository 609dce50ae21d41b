#include "advise/dependencies/package_text.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>

namespace makespan {
namespace {

std::string normal(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().string();
}

class Reader {
 public:
  explicit Reader(FileSystem& files) : files_(files) {}

  Status directory(const std::string& top) {
    std::vector<std::string> open = {top};
    while (!open.empty()) {
      const std::string path = std::move(open.back());
      open.pop_back();
      MAKESPAN_TRY(const std::optional<FileStatus> there, files_.status(path));
      if (!there) continue;
      const bool known = there->inode != 0;  // not every file system tells
      if (known && !seen_.insert({there->device, there->inode}).second) continue;
      MAKESPAN_TRY(const std::vector<DirectoryEntry> entries, files_.list_directory(path));
      if (path != top && not_ours(entries)) continue;
      for (const DirectoryEntry& entry : entries) {
        std::string inner = join_path(path, entry.name);
        if (entry.kind == FileKind::directory && !entry.name.starts_with('.'))
          open.push_back(std::move(inner));
        else if (entry.kind == FileKind::file && entry.name.ends_with(".rs"))
          MAKESPAN_CHECKED(file(inner));
      }
    }
    return {};
  }

  Status file(const std::string& path) {
    if (found_.contains(path)) return {};
    MAKESPAN_TRY(const std::string text, files_.read_file(path));
    const bool rust = path.ends_with(".rs");
    SourceNames& names = found_[path] = rust ? scan_rust_source(text) : scan_markdown(text);
    if (!rust) names.code = true;  // not an empty crate
    return {};
  }

  // Relative to the source, as include_str! reads it, and to the package, as build scripts and
  // CARGO_MANIFEST_DIR do.
  Status included(const std::string& package) {
    std::set<std::string> documents;
    for (const auto& [path, names] : found_)
      for (const std::string& document : names.documents) {
        documents.insert(normal(join_path(parent_path(path), document)));
        documents.insert(normal(fmt::format("{}/{}", package, document)));
      }
    for (const std::string& document : documents) {
      MAKESPAN_TRY(const std::optional<FileStatus> there, files_.status(document));
      if (there && there->kind == FileKind::file) MAKESPAN_CHECKED(file(document));
    }
    return {};
  }

  PackageText take() {
    PackageText text;
    for (auto& [path, names] : found_)
      text.files.push_back({.path = path, .names = names});
    return text;
  }

 private:
  // Another package, or what cargo left.
  static bool not_ours(const std::vector<DirectoryEntry>& entries) {
    for (const DirectoryEntry& entry : entries)
      if (entry.name == "Cargo.toml" || entry.name == "CACHEDIR.TAG" ||
          entry.name == ".rustc_info.json")
        return true;
    return false;
  }

  FileSystem& files_;
  std::set<std::pair<uint64_t, uint64_t>> seen_;  // directories: a link may lead back
  std::map<std::string, SourceNames> found_;
};

}  // namespace

Result<PackageText> read_package_text(FileSystem& files, const WorkspacePackage& package,
                                      const std::vector<std::string>& more) {
  Reader reader(files);
  MAKESPAN_CHECKED(reader.directory(package.directory));
  for (const WorkspaceTarget& target : package.targets)
    if (!target.source.starts_with(package.directory + "/"))
      MAKESPAN_CHECKED(reader.directory(parent_path(target.source)));
  for (const std::string& path : more)
    if (path.ends_with(".rs") || path.ends_with(".md")) MAKESPAN_CHECKED(reader.file(path));
  MAKESPAN_CHECKED(reader.included(package.directory));
  return reader.take();
}

}  // namespace makespan
