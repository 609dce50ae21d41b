#pragma once
// The WhatIfReport for a terminal.

#include <string>

#include "report/terminal/page.h"
#include "report/whatif/whatif_report.h"

namespace makespan {

std::string whatif_text(const WhatIfReport& report, TextOptions options);

// The parts that the report of a run shows too; each adds nothing where there is nothing to say.
void add_sweep(Page& page, const WhatIfReport& report);  // more and fewer cores
void add_idle(Page& page, const WhatIfReport& report);   // what the build waited for
void add_drag(Page& page, const WhatIfReport& report);   // what it would save if a set were free

}  // namespace makespan
