#pragma once
// Which files a rustc call writes, told by its arguments alone.

#include <optional>
#include <string>
#include <vector>

namespace makespan {

struct CompilerOutputs {
  // Absolute or relative to the call's working directory. Some may not come to be: which of
  // lib….rlib, lib….so and the bare binary it is depends on the crate type, which a source file may
  // set itself.
  std::vector<std::string> files;
  std::optional<std::string> dep_info;
};

// rustc, clippy-driver and rustdoc: from --crate-name, --crate-type, --out-dir, -C extra-filename,
// --emit and -o. Empty where the call compiles nothing (`rustc -vV`).
CompilerOutputs compiler_outputs(const std::vector<std::string>& arguments);

}  // namespace makespan
