#pragma once
// CallChange: one change of a recorded compiler call. What a call costs: model/call_cost.h.

#include <cstdint>
#include <optional>
#include <string>

#include "model/call_cost.h"

namespace makespan {

// Empty fields leave the recorded call as it is.
struct CallChange {
  std::optional<uint32_t> codegen_units;
  std::optional<std::string> lto;  // rustc's words: "fat", "thin", "off"; "thin-local": none given
  std::optional<std::string> debuginfo;  // "0", "line-tables-only", "1", "2"
  std::optional<std::string> split_debuginfo;
  std::optional<std::string> opt_level;  // "0" … "3", "s", "z"
  std::optional<std::string> strip;
  std::optional<bool> incremental;    // false: without its state; true cannot be replayed
  std::optional<std::string> linker;  // "lld", "mold", "wild": -C link-arg=-fuse-ld=…
  // As `codegen-units=16 lto=off`: names an experiment in the store and in messages.
  [[nodiscard]] std::string label() const;
  bool operator==(const CallChange&) const = default;
};

}  // namespace makespan
