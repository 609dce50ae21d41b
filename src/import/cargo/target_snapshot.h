#pragma once
// TargetSnapshot: what one profile directory of a cargo target directory held at a moment, as plain
// values. gather/ fills it; the importers of this folder read it
// (docs/formats/target-directory.md).
//
// One snapshot is one profile name ("debug") with the directories of every `--target` triple that
// has it: cargo's builds of one profile name exclude each other by lock, so they form one history.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.h"

namespace makespan {

struct SnapshotFile {
  std::string name;
  uint64_t bytes = 0;
  std::optional<UnixTime> modified;  // none: not looked at
  std::string text;                  // empty where the snapshot does not need it
};

// One unit's folder: `.fingerprint/<package>-<hash>` in the old layout,
// `build/<package>/<hash>` in the new one.
struct UnitDirectory {
  std::string package;   // "my-native"
  std::string hash;      // 16 hex digits
  std::string platform;  // triple of the folder it lies in; empty for the host's
  // Every file of the fingerprint folder, with the text of hash files and `.json`, and of
  // `output-*` (cached compiler messages) where the unit did not finish.
  std::vector<SnapshotFile> fingerprint;
  std::optional<UnixTime> directory_modified;  // of the fingerprint folder, where no hash is there
  std::optional<UnixTime> script_started;      // invoked.timestamp of a build script's run
  std::vector<SnapshotFile> outputs;           // .rmeta, .rlib, .so, executables: no text
  std::string dep_info;                        // rustc's own `.d` file
};

struct OtherProfile {
  std::string name;
  uint32_t units = 0;
  std::optional<UnixTime> newest;  // newest start of a unit
};

struct TargetSnapshot {
  std::string build_directory;  // where the profile directories lie
  std::string workspace_root;
  std::string profile;  // the directory's name: "debug", "release", …
  std::vector<OtherProfile> other_profiles;
  std::vector<UnitDirectory> units;
  std::string lock_file;   // Cargo.lock; empty where there is none
  std::string rustc_info;  // .rustc_info.json; empty where there is none
};

}  // namespace makespan
