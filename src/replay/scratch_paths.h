#pragma once
// Where the parts of a replayed call's scratch directory lie.

#include <string>
#include <string_view>

#include "system/file_system.h"

namespace makespan {

struct ScratchPaths {
  std::string out;          // what the call writes
  std::string temporary;    // TMPDIR
  std::string incremental;  // state of an incremental compilation: empty at each run

  explicit ScratchPaths(const std::string& scratch)
      : out(join_path(scratch, "out")),
        temporary(join_path(scratch, "tmp")),
        incremental(join_path(scratch, "incremental")) {}

  // "/t/debug/deps/x.d" -> "SCRATCH/out/x.d"
  [[nodiscard]] std::string of(std::string_view path) const {
    return join_path(out, base_name(path));
  }
};

}  // namespace makespan
