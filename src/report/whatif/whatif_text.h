#pragma once
// The WhatIfReport for a terminal.

#include <string>

#include "report/terminal/page.h"
#include "report/whatif/whatif_report.h"

namespace makespan {

std::string whatif_text(const WhatIfReport& report, TextOptions options);

}  // namespace makespan
