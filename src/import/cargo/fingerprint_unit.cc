#include "import/cargo/fingerprint_unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json_value.h"

namespace makespan {
namespace {

constexpr std::string_view kTimestamp = "invoked.timestamp";

// The parts of a fingerprint file's name: `[test-|doc-|run-]<kind>-<target>`.
struct FingerprintName {
  TaskKind kind = TaskKind::library;
  bool doc = false;
  std::string_view target;
};

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<FingerprintName> parse_name(std::string_view name) {
  struct KindWord {
    std::string_view word;
    TaskKind kind;
  };
  static constexpr std::array kKinds = {KindWord{"lib-", TaskKind::library},
                                        KindWord{"bin-", TaskKind::binary},
                                        KindWord{"integration-test-", TaskKind::test},
                                        KindWord{"example-", TaskKind::example},
                                        KindWord{"bench-", TaskKind::bench},
                                        KindWord{"build-script-", TaskKind::build_script}};

  bool test = take_prefix(name, "test-");
  bool doc = !test && take_prefix(name, "doc-");
  bool run = !test && !doc && take_prefix(name, "run-");
  for (const KindWord& entry : kKinds) {
    if (!take_prefix(name, entry.word)) continue;
    TaskKind kind = entry.kind;
    if (doc) kind = TaskKind::doc;
    if (run) kind = TaskKind::build_script_run;
    if (test && kind != TaskKind::bench) kind = TaskKind::test;
    return FingerprintName{.kind = kind, .doc = doc, .target = name};
  }
  return std::nullopt;
}

const SnapshotFile* find_file(const UnitDirectory& folder, std::string_view name) {
  for (const SnapshotFile& file : folder.fingerprint) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

std::optional<UnixTime> time_of(const SnapshotFile* file) {
  return file != nullptr ? file->modified : std::nullopt;
}

// `"[\"default\", \"fast\"]"`: a list in a string, as Rust prints it.
std::vector<std::string> read_features(std::string_view text) {
  std::vector<std::string> features;
  if (text.empty()) return features;
  Result<JsonValue> list = parse_json(text, "features");
  if (!list) return features;
  for (const JsonValue& feature : list->array())
    features.emplace_back(feature.text());
  std::sort(features.begin(), features.end());
  return features;
}

void read_json(const UnitDirectory& folder, const SnapshotFile* file, Unit& unit,
               Diagnostics& diagnostics) {
  if (file == nullptr || file->text.empty()) return;
  Result<JsonValue> json =
      parse_json(file->text, fmt::format("{}-{}/{}", folder.package, folder.hash, file->name));
  if (!json || json->object().empty()) {
    diagnostics.add(Severity::warning, "bad-fingerprint",
                    fmt::format("{}-{}/{} is not a fingerprint of cargo's; the unit's features and "
                                "dependencies are unknown",
                                folder.package, folder.hash, file->name));
    return;
  }
  const JsonValue& root = *json;
  unit.features = read_features(root["features"].text());
  unit.rustc = root["rustc"].unsigned_integer().value_or(0);
  unit.profile = root["profile"].unsigned_integer().value_or(0);
  unit.target_hash = root["target"].unsigned_integer().value_or(0);
  unit.compile_kind = root["compile_kind"].unsigned_integer().value_or(0);
  for (const JsonValue& entry : root["deps"].array()) {
    unit.dependencies.push_back({.extern_name = std::string(entry[1].text()),
                                 .fingerprint = entry[3].unsigned_integer().value_or(0),
                                 .package_id = entry[0].unsigned_integer().value_or(0)});
  }
}

bool ends_in_shared_library(std::string_view name) {
  return name.ends_with(".so") || name.ends_with(".dylib") || name.ends_with(".dll");
}

// Mode, kind and metadata from what the compiler left. Nothing left: nothing changes.
void read_outputs(const UnitDirectory& folder, FolderUnit& found) {
  Unit& unit = found.unit;
  const SnapshotFile* rmeta = nullptr;
  bool others = false;
  bool only_libraries = true;
  for (const SnapshotFile& file : folder.outputs) {
    unit.output_bytes += file.bytes;
    if (file.name.ends_with(".rmeta")) {
      rmeta = &file;
    } else {
      others = true;
    }
    only_libraries &=
        ends_in_shared_library(file.name) && file.name.find(folder.hash) != std::string::npos;
  }
  if (unit.mode == TaskMode::doc || unit.kind == TaskKind::build_script_run) return;
  if (rmeta != nullptr && !others) {
    bool clippy = folder.dep_info.find("\n# env-dep:CLIPPY_ARGS") != std::string::npos;
    unit.mode = clippy ? TaskMode::clippy : TaskMode::check;
  }
  bool library = unit.kind == TaskKind::library;
  found.hashed_library_only = library && others && only_libraries;
  unit.pipelines =
      library && unit.mode == TaskMode::build && (rmeta != nullptr || folder.outputs.empty());
  if (unit.pipelines) unit.metadata_ready = time_of(rmeta);
}

bool is_version(std::string_view text) {
  return !text.empty() && text[0] >= '0' && text[0] <= '9' &&
         std::count(text.begin(), text.end(), '.') >= 2;
}

// "…/registry/src/index-0123/serde-1.0.228/src/lib.rs" of the package serde -> "1.0.228".
std::string version_in_paths(std::string_view dep_info, std::string_view package) {
  std::string wanted = fmt::format("/{}-", package);
  for (size_t at = dep_info.find(wanted); at != std::string_view::npos;
       at = dep_info.find(wanted, at + 1)) {
    size_t first = at + wanted.size();
    size_t end = std::min(dep_info.find_first_of("/ \n", first), dep_info.size());
    std::string_view version = dep_info.substr(first, end - first);
    if (end < dep_info.size() && dep_info[end] == '/' && is_version(version))
      return std::string(version);
  }
  return {};
}

std::string environment_of(std::string_view dep_info, std::string_view name) {
  std::string wanted = fmt::format("\n# env-dep:{}=", name);
  size_t at = dep_info.find(wanted);
  if (at == std::string_view::npos) return {};
  size_t first = at + wanted.size();
  return std::string(dep_info.substr(first, dep_info.find('\n', first) - first));
}

// "target/….d: base/src/lib.rs": cargo calls rustc in the workspace root for its members and path
// packages beneath, with a relative path; all others by absolute path.
std::optional<bool> is_local(std::string_view dep_info) {
  size_t source = dep_info.find(": ");
  if (source == std::string_view::npos || source + 2 >= dep_info.size()) return std::nullopt;
  if (dep_info[source + 2] != '/') return true;
  std::string_view line = dep_info.substr(source + 2);
  line = line.substr(0, line.find_first_of(" \n"));
  return line.find("/registry/src/") == std::string_view::npos &&
         line.find("/git/checkouts/") == std::string_view::npos;
}

void read_state(const UnitDirectory& folder, const SnapshotFile* hash, const SnapshotFile* messages,
                Unit& unit) {
  if (unit.fingerprint) {
    unit.state = UnitState::finished;
    unit.finished = time_of(hash);
    return;
  }
  unit.prepared = hash != nullptr ? time_of(hash) : folder.directory_modified;
  // Cargo empties the hash file while it plans and writes the timestamp when it starts the unit.
  bool started = unit.started && (hash == nullptr || !hash->modified ||
                                  *unit.started + Duration::milliseconds(20) >= *hash->modified);
  if (!started) {
    unit.state = UnitState::not_started;
    unit.started.reset();
    return;
  }
  bool says_why = messages != nullptr && messages->modified &&
                  *messages->modified >= *unit.started &&
                  messages->text.find("\"level\":\"error\"") != std::string::npos;
  unit.state = says_why ? UnitState::failed : UnitState::unfinished;
  if (says_why) unit.finished = messages->modified;
}

// An incremental rustc that finds its metadata unchanged links the old file into place, old time
// and all: such a time says nothing. A tick of the clock either way is no contradiction.
void drop_foreign_metadata_time(Unit& unit) {
  constexpr Duration kTick = Duration::milliseconds(20);
  if (!unit.metadata_ready) return;
  bool early = unit.started && *unit.metadata_ready < *unit.started - kTick;
  bool late = unit.finished && *unit.metadata_ready > *unit.finished + kTick;
  if (early || late) unit.metadata_ready.reset();
}

FolderUnit read_fingerprint(const UnitDirectory& folder, const std::string& file_name,
                            const FingerprintName& name, Diagnostics& diagnostics) {
  FolderUnit found;
  Unit& unit = found.unit;
  unit.package = folder.package;
  unit.hash = folder.hash;
  unit.platform = folder.platform;
  unit.kind = name.kind;
  if (name.doc) unit.mode = TaskMode::doc;
  if (name.kind == TaskKind::build_script_run) unit.mode = TaskMode::execute;
  unit.target = name.target;
  unit.started = name.kind == TaskKind::build_script_run ? folder.script_started
                                                         : time_of(find_file(folder, kTimestamp));
  unit.dep_info_time = time_of(find_file(folder, "dep-" + file_name));
  unit.version = version_in_paths(folder.dep_info, folder.package);
  unit.local = is_local(folder.dep_info);
  found.environment_version = environment_of(folder.dep_info, "CARGO_PKG_VERSION");

  const SnapshotFile* hash = find_file(folder, file_name);
  if (hash != nullptr && !hash->text.empty()) {
    unit.fingerprint = parse_fingerprint(hash->text);
    if (!unit.fingerprint) {
      diagnostics.add(Severity::warning, "bad-fingerprint",
                      fmt::format("{}-{}/{} does not hold 16 hex digits; the unit counts as not "
                                  "finished",
                                  folder.package, folder.hash, file_name));
    }
  }
  read_json(folder, find_file(folder, file_name + ".json"), unit, diagnostics);
  read_outputs(folder, found);
  read_state(folder, hash, find_file(folder, "output-" + file_name), unit);
  drop_foreign_metadata_time(unit);
  return found;
}

// The names of the fingerprints in a folder: of hash files, and of cached messages where a unit
// that failed at its first try has no hash file yet.
std::vector<std::string> fingerprint_names(const UnitDirectory& folder) {
  std::vector<std::string> names;
  for (const SnapshotFile& file : folder.fingerprint) {
    std::string_view name = file.name;
    if (name == kTimestamp || name.ends_with(".json") || name.starts_with("dep-")) continue;
    take_prefix(name, "output-");
    names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// A folder without any fingerprint is a unit that never finished: a binary or a library, as rustc's
// dep-info says.
std::string name_from_outputs(const UnitDirectory& folder) {
  std::string crate = folder.package;
  std::replace(crate.begin(), crate.end(), '-', '_');
  bool library = folder.dep_info.empty() || folder.dep_info.find(".rmeta:") != std::string::npos ||
                 folder.dep_info.find(".so:") != std::string::npos;
  return library ? "lib-" + crate : "bin-" + folder.package;
}

}  // namespace

std::optional<uint64_t> parse_fingerprint(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) {
    uint8_t byte = 0;
    const char* first = text.data() + 2 * i;
    auto [end, error] = std::from_chars(first, first + 2, byte, 16);
    if (error != std::errc() || end != first + 2) return std::nullopt;
    value |= uint64_t{byte} << (8 * i);
  }
  return value;
}

std::vector<FolderUnit> read_unit_folder(const UnitDirectory& folder, Diagnostics& diagnostics) {
  std::vector<std::string> names = fingerprint_names(folder);
  if (names.empty()) names.push_back(name_from_outputs(folder));
  std::vector<FolderUnit> units;
  for (const std::string& file_name : names) {
    std::optional<FingerprintName> name = parse_name(file_name);
    if (!name) {
      diagnostics.add(Severity::note, "unknown-fingerprint",
                      fmt::format("{}-{}/{} is no kind of unit that is known here", folder.package,
                                  folder.hash, file_name));
      continue;
    }
    units.push_back(read_fingerprint(folder, file_name, *name, diagnostics));
  }
  return units;
}

}  // namespace makespan
