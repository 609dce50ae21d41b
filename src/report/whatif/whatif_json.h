#pragma once
// The WhatIfReport as JSON: docs/formats/whatif.md explains every key.

#include <string>

#include "report/whatif/whatif_report.h"

namespace makespan {

// Raised when a key changes its meaning or goes; new keys do not raise it.
inline constexpr int kWhatIfVersion = 1;

std::string whatif_json(const WhatIfReport& report);

}  // namespace makespan
