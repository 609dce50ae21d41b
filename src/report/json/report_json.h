#pragma once
// The Report as JSON: docs/formats/report.md explains every key.

#include <string>

#include "report/report.h"

namespace makespan {

// Raised when a key changes its meaning or goes; new keys do not raise it.
inline constexpr int kReportVersion = 1;

// One document, ending with a line break.
std::string report_json(const Report& report);

}  // namespace makespan
