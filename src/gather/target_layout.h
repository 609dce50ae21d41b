#pragma once
// Where the units of a cargo build directory lie, in both layouts.
//
//   old (cargo up to 1.99)                      new (default from 1.100)
//   <build>/debug/.fingerprint/serde-9e01…/     <build>/debug/build/serde/9e01…/fingerprint/
//   <build>/debug/deps/libserde-9e01….rmeta     <build>/debug/build/serde/9e01…/out/…
//   <build>/debug/build/ring-aabb…/             <build>/debug/build/ring/aabb…/run/
//
// and the same beneath `<build>/<triple>/debug` for `--target`.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "system/file_system.h"

namespace makespan {

inline constexpr size_t kUnitHashDigits = 16;

// One folder of one profile: `<build>/debug` or `<build>/<triple>/debug`.
struct ProfileFolder {
  std::string path;
  std::string platform;  // empty: the host's
};

using Profiles = std::map<std::string, std::vector<ProfileFolder>>;

// By the folder's name ("debug"). Empty where nothing of cargo's is there.
Profiles find_profiles(FileSystem& files, const std::string& build_directory);

struct UnitLocation {
  std::string package;
  std::string hash;
  std::string fingerprint_folder;
  std::string unit_folder;  // new layout: holds out/ and run/; empty in the old one
};

// A directory that both an old and a new cargo used has units of both layouts.
std::vector<UnitLocation> find_units(FileSystem& files, const ProfileFolder& profile);

// 16 hex digits.
bool is_unit_hash(std::string_view text);

}  // namespace makespan
