#include "gather/target_layout.h"

#include <algorithm>
#include <optional>

namespace makespan {
namespace {

using Entries = std::vector<DirectoryEntry>;

Entries list(FileSystem& files, const std::string& path) {
  return files.list_directory(path).value_or(Entries{});
}

struct FolderName {
  std::string_view package;
  std::string_view hash;
};

// "my-native-20dbd1b48a094515" -> package and hash.
std::optional<FolderName> split_folder_name(std::string_view name) {
  if (name.size() < kUnitHashDigits + 2) return std::nullopt;
  size_t dash = name.size() - kUnitHashDigits - 1;
  if (name[dash] != '-' || !is_unit_hash(name.substr(dash + 1))) return std::nullopt;
  return FolderName{.package = name.substr(0, dash), .hash = name.substr(dash + 1)};
}

bool holds(const Entries& entries, std::string_view name) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const DirectoryEntry& e) { return e.name == name; });
}

bool is_profile_folder(const Entries& entries) {
  return holds(entries, ".fingerprint") ||
         (holds(entries, "build") &&
          (holds(entries, ".cargo-lock") || holds(entries, ".cargo-build-lock")));
}

}  // namespace

bool is_unit_hash(std::string_view text) {
  return text.size() == kUnitHashDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A folder that is no profile may be a triple's. One with a .rustc_info.json is another target
// directory (rust-analyzer's, llvm-cov's) that happens to lie in this one.
Profiles find_profiles(FileSystem& files, const std::string& build_directory) {
  Profiles profiles;
  for (const DirectoryEntry& outer : list(files, build_directory)) {
    if (outer.kind != FileKind::directory) continue;
    std::string path = join_path(build_directory, outer.name);
    Entries entries = list(files, path);
    if (is_profile_folder(entries)) {
      profiles[outer.name].push_back({.path = path});
      continue;
    }
    if (holds(entries, ".rustc_info.json") || outer.name == "doc") continue;
    for (const DirectoryEntry& inner : entries) {
      if (inner.kind != FileKind::directory) continue;
      std::string inner_path = join_path(path, inner.name);
      if (is_profile_folder(list(files, inner_path)))
        profiles[inner.name].push_back({.path = inner_path, .platform = outer.name});
    }
  }
  return profiles;
}

std::vector<UnitLocation> find_units(FileSystem& files, const ProfileFolder& profile) {
  std::vector<UnitLocation> units;
  std::string old_root = join_path(profile.path, ".fingerprint");
  for (const DirectoryEntry& entry : list(files, old_root)) {
    std::optional<FolderName> name = split_folder_name(entry.name);
    if (!name) continue;
    units.push_back({.package = std::string(name->package),
                     .hash = std::string(name->hash),
                     .fingerprint_folder = join_path(old_root, entry.name)});
  }
  std::string new_root = join_path(profile.path, "build");
  for (const DirectoryEntry& package : list(files, new_root)) {
    if (package.kind != FileKind::directory || split_folder_name(package.name)) continue;
    std::string package_folder = join_path(new_root, package.name);
    for (const DirectoryEntry& entry : list(files, package_folder)) {
      if (!is_unit_hash(entry.name)) continue;
      std::string folder = join_path(package_folder, entry.name);
      units.push_back({.package = package.name,
                       .hash = entry.name,
                       .fingerprint_folder = join_path(folder, "fingerprint"),
                       .unit_folder = folder});
    }
  }
  return units;
}

}  // namespace makespan
