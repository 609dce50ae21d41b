#pragma once
// The parts of a simulated run that `makespan whatif` and the report of the run both show. Each
// adds nothing where there is nothing to say.

#include <string>

#include "report/terminal/page.h"
#include "report/whatif/whatif_report.h"

namespace makespan {

// "+0.4%", "−7.2%".
std::string signed_share(double share);

void add_replay_note(Page& page, const WhatIfReport& report);  // how far to trust what follows
void add_sweep(Page& page, const WhatIfReport& report);        // more and fewer cores
void add_idle(Page& page, const WhatIfReport& report);         // what the build waited for
void add_drag(Page& page, const WhatIfReport& report);  // what it would save if a set were free

}  // namespace makespan
