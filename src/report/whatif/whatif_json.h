#pragma once
// The WhatIfReport as JSON: docs/formats/whatif.md explains every key.

#include <string>

#include "base/json_writer.h"
#include "report/whatif/whatif_report.h"

namespace makespan {

// Raised when a key changes its meaning or goes; new keys do not raise it.
inline constexpr int kWhatIfVersion = 1;

// The keys that the report of a run has too, into the object that is open.
void write_simulation(JsonWriter& json, const WhatIfReport& report);

std::string whatif_json(const WhatIfReport& report);

}  // namespace makespan
