#pragma once
// The FixAnswer as JSON: docs/formats/fixes.md explains every key.

#include <string>

#include "advise/fix.h"

namespace makespan {

// Raised when a key changes its meaning or goes; new keys do not raise it.
inline constexpr int kFixesVersion = 1;

std::string fixes_json(const FixAnswer& answer);

}  // namespace makespan
