#pragma once
// Cargo.lock, as far as versions go: which packages there are (versions 1 to 4 of the format).
//
//   [[package]]
//   name = "serde"
//   version = "1.0.228"
//   source = "registry+https://…"      absent: a path package

#include <string>
#include <string_view>
#include <vector>

namespace makespan {

struct LockedPackage {
  std::string name;
  std::string version;
  std::string source;  // empty: a path package

  bool operator==(const LockedPackage&) const = default;
};

// Line by line, for cargo writes one key a line and this runs before every first screen: a TOML
// parser takes ten times as long. Sorted by name and version; text that is no Cargo.lock gives
// none.
std::vector<LockedPackage> read_lock_file(std::string_view text);

}  // namespace makespan
