#pragma once
// The parts of a simulated run that `makespan whatif` and the report of the run both show. Each
// adds nothing where there is nothing to say.

#include <string>

#include "report/terminal/page.h"
#include "report/whatif/whatif_report.h"

namespace makespan {

// "+0.4%", "−7.2%".
std::string signed_share(double share);

// Of a replay that is off by more than 5%: the first task that starts early or late, a sentence.
std::string where_it_diverges(const WhatIfReport& report);

void add_replay_note(Page& page, const WhatIfReport& report);  // how far to trust what follows
void add_slack(Page& page, const WhatIfReport& report);        // how many units could start later
void add_sweep(Page& page, const WhatIfReport& report);        // more and fewer cores
void add_idle(Page& page, const WhatIfReport& report);         // what the build waited for
void add_drag(Page& page, const WhatIfReport& report);  // what it would save if a set were free
void add_unit_drag(Page& page, const WhatIfReport& report);  // the same of units, or why not

}  // namespace makespan
