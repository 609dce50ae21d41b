#pragma once
// What a target directory holds, whatever its files' times say: shown where no schedule can be
// told.

#include <cstdint>
#include <string>

#include "import/cargo/fingerprint.h"

namespace makespan {

struct TargetInventory {
  size_t units = 0;
  size_t packages = 0;
  size_t libraries = 0;
  size_t proc_macros = 0;
  size_t build_scripts = 0;
  size_t executables = 0;  // binaries, tests, examples, benches
  uint64_t output_bytes = 0;
  size_t longest_chain = 0;  // units on the longest chain of dependencies
};

TargetInventory take_inventory(const UnitGraph& graph);

// "244 units of 180 packages (171 libraries, 12 proc-macros, 30 build scripts, 4 executables),
// 1.2 GB of outputs, 14 units on the longest chain of dependencies"
std::string describe(const TargetInventory& inventory);

}  // namespace makespan
