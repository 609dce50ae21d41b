#pragma once
// The profiles of a Cargo.toml or of cargo's configuration: what is declared, and how to change it.
// Inheritance and defaults are cargo's and are not resolved here.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"

namespace makespan {

// [profile.dev], [profile.dev.package."*"], [profile.dev.build-override].
struct ProfileTable {
  std::string profile;
  std::string package;  // "*", "syn", "syn@2"; empty: all
  bool build_override = false;

  bool operator==(const ProfileTable&) const = default;
};

TomlPath profile_path(const ProfileTable& table);

struct ProfileSetting {
  ProfileTable table;
  std::string key;    // "codegen-units"
  std::string value;  // as the file writes it: 16, "fat", false
  size_t line = 0;

  bool operator==(const ProfileSetting&) const = default;
};

// By line.
Result<std::vector<ProfileSetting>> list_profile_settings(const TomlFile& file);

// `value` is TOML: `16`, `"fat"`, `false` (toml_quote makes a string). Replaces the value in
// whichever form it stands, or adds the key to the table in the form that the table has, or adds a
// section behind the other profiles. Edits as toml_file.h promises.
Result<std::string> set_profile_key(const TomlFile& file, const ProfileTable& table,
                                    std::string_view key, std::string_view value);

// Absent: ErrorKind::not_found.
Result<std::string> remove_profile_key(const TomlFile& file, const ProfileTable& table,
                                       std::string_view key);

// A profile of its own, `inherits` first; the pairs are key and TOML value. One that is there
// already is an error.
Result<std::string> add_profile(const TomlFile& file, std::string_view profile,
                                std::string_view inherits,
                                const std::vector<std::pair<std::string, std::string>>& keys);

}  // namespace makespan
