#include "gather/target_snapshot.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>

#include "gather/target_layout.h"

namespace makespan {
namespace {

constexpr size_t kMessagesRead = size_t{256} * 1024;  // of a failed unit's cached compiler messages

using Entries = std::vector<DirectoryEntry>;

Entries list(FileSystem& files, const std::string& path) {
  return files.list_directory(path).value_or(Entries{});
}

std::string read(FileSystem& files, const std::string& path) {
  return files.read_file(path).value_or(std::string());
}

std::optional<FileStatus> status(FileSystem& files, const std::string& path) {
  return files.status(path).value_or(std::nullopt);
}

std::optional<UnixTime> modified(FileSystem& files, const std::string& path) {
  std::optional<FileStatus> found = status(files, path);
  return found ? std::optional(found->modified) : std::nullopt;
}

// What a profile holds at a glance: one status a unit.
OtherProfile glance(FileSystem& files, const std::string& name,
                    const std::vector<ProfileFolder>& folders) {
  OtherProfile result{.name = name};
  for (const ProfileFolder& folder : folders) {
    for (const UnitLocation& unit : find_units(files, folder)) {
      ++result.units;
      std::optional<UnixTime> started =
          modified(files, join_path(unit.fingerprint_folder, "invoked.timestamp"));
      result.newest = std::max(result.newest, started);
    }
  }
  return result;
}

// --- one unit ----------------------------------------------------------------------------------

bool is_hash_file(std::string_view name) {
  return name != "invoked.timestamp" && !name.starts_with("dep-") && !name.starts_with("output-") &&
         !name.ends_with(".json");
}

// The name of the unit's fingerprint that begins with `prefix`; empty where it has none.
std::string_view fingerprint_named(const UnitDirectory& unit, std::string_view prefix) {
  for (const SnapshotFile& file : unit.fingerprint) {
    if (is_hash_file(file.name) && file.name.starts_with(prefix)) return file.name;
  }
  return {};
}

UnitDirectory read_fingerprint_folder(FileSystem& files, const UnitLocation& location) {
  UnitDirectory unit{.package = location.package, .hash = location.hash};
  bool finished = false;
  for (const DirectoryEntry& entry : list(files, location.fingerprint_folder)) {
    std::string path = join_path(location.fingerprint_folder, entry.name);
    SnapshotFile file{.name = entry.name};
    if (entry.name.ends_with(".json")) {
      file.text = read(files, path);
    } else {
      file.modified = modified(files, path);
      if (is_hash_file(entry.name)) {
        file.text = read(files, path);
        finished |= !file.text.empty();
      }
    }
    unit.fingerprint.push_back(std::move(file));
  }
  if (finished) return unit;

  unit.directory_modified = modified(files, location.fingerprint_folder);
  for (SnapshotFile& file : unit.fingerprint) {
    if (!file.name.starts_with("output-")) continue;
    file.text = read(files, join_path(location.fingerprint_folder, file.name));
    file.text.resize(std::min(file.text.size(), kMessagesRead));
  }
  return unit;
}

// --- what the compiler left --------------------------------------------------------------------

// What follows the name of the thing in an output's file name. Not these: object files, debug
// information, remarks.
bool is_output_suffix(std::string_view suffix) {
  static constexpr std::string_view kSuffixes[] = {"",     ".rmeta", ".rlib", ".so", ".dylib",
                                                   ".dll", ".exe",   ".wasm", ".a",  ".lib"};
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), suffix) != std::end(kSuffixes);
}

void add_output(FileSystem& files, const std::string& path, UnitDirectory& unit) {
  std::optional<FileStatus> found = status(files, path);
  if (!found || found->kind != FileKind::file) return;
  unit.outputs.push_back(
      {.name = std::string(base_name(path)), .bytes = found->bytes, .modified = found->modified});
}

// "libserde-20dbd1b48a094515.rmeta" -> the hash and ".rmeta".
struct OutputName {
  std::string_view hash;
  std::string_view suffix;
};

std::optional<OutputName> split_output_name(std::string_view name) {
  size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || !is_unit_hash(name.substr(dash + 1, kUnitHashDigits)))
    return std::nullopt;
  return OutputName{.hash = name.substr(dash + 1, kUnitHashDigits),
                    .suffix = name.substr(dash + 1 + kUnitHashDigits)};
}

// The old layout has every unit's outputs in one folder, told apart by the hash in their names.
void read_shared_outputs(FileSystem& files, const std::string& folder,
                         const std::unordered_map<std::string, UnitDirectory*>& by_hash) {
  for (const DirectoryEntry& entry : list(files, folder)) {
    std::optional<OutputName> name = split_output_name(entry.name);
    if (!name) continue;
    auto at = by_hash.find(std::string(name->hash));
    if (at == by_hash.end()) continue;
    std::string path = join_path(folder, entry.name);
    if (name->suffix == ".d") {
      at->second->dep_info = read(files, path);
    } else if (is_output_suffix(name->suffix)) {
      add_output(files, path, *at->second);
    }
  }
}

// `build/<package>-<hash>/`: a build script's executable, or its run.
void read_old_script(FileSystem& files, const ProfileFolder& profile, UnitDirectory& unit) {
  std::string folder = join_path(profile.path, fmt::format("build/{}-{}", unit.package, unit.hash));
  if (!fingerprint_named(unit, "run-").empty()) {
    unit.script_started = modified(files, join_path(folder, "invoked.timestamp"));
    return;
  }
  std::string_view name = fingerprint_named(unit, "build-script-");
  if (name.empty()) return;
  std::string crate(name.substr(std::string_view("build-script-").size()));
  std::replace(crate.begin(), crate.end(), '-', '_');
  std::string stem = join_path(folder, fmt::format("{}-{}", crate, unit.hash));
  unit.dep_info = read(files, stem + ".d");
  add_output(files, stem, unit);
}

// `<unit>/out` of a compiled unit holds its outputs; of a build script's run, whatever it wrote.
void read_new_outputs(FileSystem& files, const std::string& unit_folder, UnitDirectory& unit) {
  if (!fingerprint_named(unit, "run-").empty()) {
    unit.script_started = modified(files, join_path(unit_folder, "run/invoked.timestamp"));
    return;
  }
  if (!fingerprint_named(unit, "doc-").empty()) return;
  std::string out = join_path(unit_folder, "out");
  for (const DirectoryEntry& entry : list(files, out)) {
    std::string_view name = entry.name;
    if (entry.kind == FileKind::directory || name.starts_with("build-script-")) continue;
    std::string path = join_path(out, entry.name);
    size_t dot = name.rfind('.');
    std::string_view suffix = dot == std::string_view::npos ? "" : name.substr(dot);
    if (suffix == ".d") {
      unit.dep_info = read(files, path);
    } else if (is_output_suffix(suffix)) {
      add_output(files, path, unit);
    }
  }
}

void read_profile_folder(FileSystem& files, const ProfileFolder& profile,
                         std::vector<UnitDirectory>& units) {
  size_t first = units.size();
  std::vector<UnitLocation> locations = find_units(files, profile);
  units.reserve(first + locations.size());
  std::unordered_map<std::string, UnitDirectory*> by_hash;
  for (const UnitLocation& location : locations) {
    UnitDirectory& unit = units.emplace_back(read_fingerprint_folder(files, location));
    unit.platform = profile.platform;
    if (location.unit_folder.empty()) {
      by_hash.emplace(unit.hash, &unit);
      read_old_script(files, profile, unit);
    } else {
      read_new_outputs(files, location.unit_folder, unit);
    }
  }
  if (by_hash.empty()) return;
  read_shared_outputs(files, join_path(profile.path, "deps"), by_hash);
  read_shared_outputs(files, join_path(profile.path, "examples"), by_hash);
}

// --- errors ------------------------------------------------------------------------------------

constexpr std::string_view kWhatToRun = "to record a build: makespan run -- cargo build";

// Cargo's folder for a profile: dev and test build into debug, bench into release.
std::string folder_of_profile(const std::string& profile) {
  if (profile == "dev" || profile == "test") return "debug";
  return profile == "bench" ? "release" : profile;
}

tl::unexpected<Error> nothing_there(const std::string& path, std::string_view what) {
  return failure(ErrorKind::not_found, fmt::format("{} {}; {}", path, what, kWhatToRun), path);
}

tl::unexpected<Error> no_such_profile(const std::string& path, const std::string& wanted,
                                      const Profiles& profiles) {
  std::vector<std::string> names;
  for (const auto& [name, folders] : profiles)
    names.push_back(name);
  return failure(ErrorKind::not_found,
                 fmt::format("{} holds no build of the profile {}, but of: {}", path, wanted,
                             fmt::join(names, ", ")),
                 path);
}

// The folder of the profile that is asked for, or in which a unit was started last.
Result<std::string> choose_profile(const SnapshotRequest& request, const Profiles& profiles,
                                   const std::vector<OtherProfile>& glances) {
  if (!request.profile.empty()) {
    std::string folder = folder_of_profile(request.profile);
    if (profiles.contains(folder)) return folder;
    return no_such_profile(request.build_directory, request.profile, profiles);
  }
  return std::max_element(
             glances.begin(), glances.end(),
             [](const OtherProfile& a, const OtherProfile& b) { return a.newest < b.newest; })
      ->name;
}

}  // namespace

Result<TargetSnapshot> read_target_snapshot(FileSystem& files, const SnapshotRequest& request) {
  const std::string& root = request.build_directory;
  MAKESPAN_TRY(std::optional<FileStatus> exists, files.status(root));
  if (!exists) return nothing_there(root, "is not there: nothing was built yet");
  MAKESPAN_CHECKED(files.list_directory(root));
  Profiles profiles = find_profiles(files, root);
  if (profiles.empty()) return nothing_there(root, "holds no build of cargo's");

  TargetSnapshot snapshot{.build_directory = root, .workspace_root = request.workspace_root};
  for (const auto& [name, folders] : profiles)
    snapshot.other_profiles.push_back(profiles.size() > 1 ? glance(files, name, folders)
                                                          : OtherProfile{.name = name});
  MAKESPAN_TRY(snapshot.profile, choose_profile(request, profiles, snapshot.other_profiles));
  std::erase_if(snapshot.other_profiles,
                [&](const OtherProfile& p) { return p.name == snapshot.profile; });

  for (const ProfileFolder& folder : profiles[snapshot.profile])
    read_profile_folder(files, folder, snapshot.units);
  if (snapshot.units.empty()) return nothing_there(root, "holds no unit of cargo's");
  snapshot.lock_file = read(files, join_path(request.workspace_root, "Cargo.lock"));
  snapshot.rustc_info = read(files, join_path(root, ".rustc_info.json"));
  return snapshot;
}

}  // namespace makespan
