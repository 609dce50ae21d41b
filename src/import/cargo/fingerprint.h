#pragma once
// The unit graph that cargo leaves on disk: every unit that was ever built into a profile
// directory, with the edges between them, from its fingerprints alone (no call of cargo).
//
// A unit's fingerprint folder holds `lib-serde` (16 hex digits: the fingerprint, as the eight bytes
// of a little-endian number) and `lib-serde.json`, whose `deps` name the fingerprints of what the
// unit depends on. Resolving those against the hash files gives the whole graph:
//
//   base-9e01…/lib-base       17e9f3199508da04            = 349601357553199383
//   app-3113…/lib-app.json    "deps":[[335…,"base",false,349601357553199383], …]
//
// What the files do not say is inferred, and left unknown where it cannot be:
//   mode      check where the only output is an .rmeta; clippy where rustc's dep-info names
//             CLIPPY_ARGS; doc from the file name. Outputs deleted: build.
//   kind      a `lib` whose only output is a hashed shared library is a proc-macro, and so is every
//             unit with the same `target` hash.
//   version   `name-1.2.3/` in the source paths of rustc's dep-info; else its CARGO_PKG_VERSION;
//             else that of another unit with the same package id; else Cargo.lock's where the name
//             is unique there.
//
// After a recording: units that were fresh = dependencies_of(graph, built) without the built ones.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "import/cargo/target_snapshot.h"
#include "model/diagnostics.h"
#include "model/task.h"

namespace makespan {

using UnitId = Id<struct UnitTag>;

enum class UnitState {
  finished,     // the hash file is whole
  failed,       // started, and the compiler said why it gave up
  unfinished,   // started and never finished: interrupted, or a build script that failed
  not_started,  // cargo had planned to build it when the build ended
};

struct UnitDependency {
  UnitId unit;              // none: not in this directory any more
  std::string extern_name;  // as the dependent calls it: "serde", "build_script_build"
  uint64_t fingerprint = 0;
  uint64_t package_id = 0;  // cargo's hash of name, version and source
};

struct Unit {
  std::string package;
  std::string version;   // empty: unknown
  std::string hash;      // 16 hex digits: of the folder, and of `-C extra-filename`
  std::string platform;  // `--target` triple of its folder; empty for the host's
  TaskKind kind = TaskKind::library;
  TaskMode mode = TaskMode::build;
  std::string target;                 // "serde", "my-tool", "build-script-build"
  std::vector<std::string> features;  // sorted; empty for a build script's run
  std::optional<bool> local;          // a path package; none: unknown
  UnitState state = UnitState::finished;
  // It makes an .rmeta that `metadata` dependents may start from (cargo's pipelining): a pure
  // library, built. False for check, where the .rmeta is the end itself.
  bool pipelines = false;
  std::vector<UnitDependency> dependencies;

  std::optional<uint64_t> fingerprint;  // none: cleared before a rebuild that did not finish
  std::optional<uint64_t> package_id;   // known where another unit depends on it
  uint64_t rustc = 0;                   // hash of `rustc -vV`; 0 for a build script's run
  uint64_t profile = 0;                 // hash of the profile's settings
  uint64_t target_hash = 0;             // hash of the manifest's target: the same in every mode
  uint64_t compile_kind = 0;            // 0 is the host

  std::optional<UnixTime> started;  // invoked.timestamp
  // The .rmeta, only where `pipelines`; none where its time is of an earlier compile, as an
  // incremental rustc leaves it that found nothing changed.
  std::optional<UnixTime> metadata_ready;
  std::optional<UnixTime> finished;       // the hash file; of a failed unit: its last message
  std::optional<UnixTime> dep_info_time;  // cargo sets it to `started`, to the nanosecond
  std::optional<UnixTime> prepared;       // not_started, unfinished: when cargo planned it
  uint64_t output_bytes = 0;              // .rmeta, .rlib, shared library, executable
};

struct UnitGraph {
  std::vector<Unit> units;  // by package, hash, kind

  [[nodiscard]] const Unit& operator[](UnitId id) const { return units[id.index()]; }
};

// Never fails: files that are not what they should be are diagnostics, and their unit has no edges,
// or is left out where even its kind cannot be told.
UnitGraph read_unit_graph(const TargetSnapshot& snapshot, Diagnostics& diagnostics);

// Every unit that one of `roots` depends on, directly or not, the roots themselves left out unless
// another root depends on them. By id.
std::vector<UnitId> dependencies_of(const UnitGraph& graph, std::span<const UnitId> roots);

// The units with this hash: one, or none. A build script's run has its own (that of OUT_DIR).
std::optional<UnitId> find_unit(const UnitGraph& graph, std::string_view hash);

// The fingerprint that a hash file holds: 16 hex digits, the bytes of a little-endian number.
std::optional<uint64_t> parse_fingerprint(std::string_view text);

}  // namespace makespan
