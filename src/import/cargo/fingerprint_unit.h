#pragma once
// One unit's folder -> Unit: what its own files say, before the units are looked at together.

#include <string_view>
#include <vector>

#include "import/cargo/fingerprint.h"

namespace makespan {

// A unit of a folder, with what the other units may have to settle.
struct FolderUnit {
  Unit unit;
  // Its only output is a shared library with a hash in its name: a proc-macro (path dylibs and
  // cdylibs have none).
  bool hashed_library_only = false;
  // The version as cargo gave it to the compiler: CARGO_PKG_VERSION, where the crate reads it.
  std::string environment_version;
};

// Mostly one unit; several where units without a hash of their own share the folder; none where
// nothing in it can be understood.
std::vector<FolderUnit> read_unit_folder(const UnitDirectory& folder, Diagnostics& diagnostics);

}  // namespace makespan
