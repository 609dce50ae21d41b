#pragma once
// CallCost: what one run of a compiler call took. Measured by replay/, kept by store/.

#include <cstdint>

#include "base/duration.h"

namespace makespan {

// CPU by section, and what the call left. A C compiler's CPU is all in `other`.
struct CallCost {
  Duration frontend;
  Duration codegen;
  Duration lto;
  Duration link;
  Duration other;
  Duration wall;
  uint32_t codegen_threads = 0;  // distinct units of codegen that were seen
  uint64_t output_bytes = 0;
  bool operator==(const CallCost&) const = default;

  [[nodiscard]] Duration cpu() const { return frontend + codegen + lto + link + other; }
};

}  // namespace makespan
