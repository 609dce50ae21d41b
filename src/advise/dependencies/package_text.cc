#include "advise/dependencies/package_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "base/hash.h"

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

  Status file(const std::string& path, bool rust = true) {
    if (found_.contains(path)) return {};
    MAKESPAN_TRY(const std::string text, files_.read_file(path));
    SourceFile& file = found_[path];
    file = {.path = path,
            .names = rust ? scan_rust_source(text) : scan_markdown(text),
            .digest = hash_text(text)};
    if (!rust) file.names.code = true;  // not an empty crate
    return {};
  }

  // What these files include may include more.
  Status included(const std::string& package, const std::vector<std::string>& compiled) {
    for (size_t before = 0; before != found_.size();) {
      before = found_.size();
      std::vector<Included> all = names_of_included(package);
      for (const std::string& path : compiled)
        if (is_rust_source(path, all)) all.push_back({.path = path, .rust = true});
      for (const Included& one : all)
        if (is_file(one.path)) MAKESPAN_CHECKED(file(one.path, one.rust));
    }
    return {};
  }

  PackageText take() {
    PackageText text;
    for (auto& [path, file] : found_)
      text.files.push_back(std::move(file));
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

  struct Included {
    std::string path;
    bool rust = false;  // else Markdown
    std::string text;   // as the source writes it; empty: Markdown
  };

  // Relative to the source, as include! and include_str! read it, and to the package, as build
  // scripts and CARGO_MANIFEST_DIR do.
  [[nodiscard]] std::vector<Included> names_of_included(const std::string& package) const {
    std::vector<Included> all;
    for (const auto& [path, file] : found_) {
      const auto add = [&](const std::string& text, bool rust) {
        for (const std::string& directory : {parent_path(path), package})
          all.push_back({.path = normal(fmt::format("{}/{}", directory, text)),
                         .rust = rust,
                         .text = rust ? text : ""});
      };
      for (const std::string& document : file.names.documents)
        add(document, false);
      for (const std::string& text : file.names.included)
        add(text, true);
    }
    return all;
  }

  // "/t/build/app-0f/out/gen.in" of include!(concat!(env!("OUT_DIR"), "/gen.in")).
  static bool is_rust_source(const std::string& path, const std::vector<Included>& included) {
    if (path.ends_with(".rs")) return true;
    return std::ranges::any_of(included, [&](const Included& one) {
      return one.text.find('.') != std::string::npos && path.ends_with(one.text);
    });
  }

  bool is_file(const std::string& path) {
    const Result<std::optional<FileStatus>> there = files_.status(path);
    return there && *there && (*there)->kind == FileKind::file;
  }

  FileSystem& files_;
  std::set<std::pair<uint64_t, uint64_t>> seen_;  // directories: a link may lead back
  std::map<std::string, SourceFile> found_;
};

}  // namespace

Result<PackageText> read_package_text(FileSystem& files, const WorkspacePackage& package,
                                      const std::vector<std::string>& more) {
  Reader reader(files);
  MAKESPAN_CHECKED(reader.directory(package.directory));
  for (const WorkspaceTarget& target : package.targets)
    if (!target.source.starts_with(package.directory + "/"))
      MAKESPAN_CHECKED(reader.directory(parent_path(target.source)));
  MAKESPAN_CHECKED(reader.included(package.directory, more));
  return reader.take();
}

}  // namespace makespan
