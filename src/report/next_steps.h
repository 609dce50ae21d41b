#pragma once
// What to run next, for this run: only commands that exist, only where they would tell something.

#include "report/build_report.h"

namespace makespan {

// Under a second: nothing that such a run spends its time on is worth anybody's work.
bool is_short(const Report& report);

// Cargo was asked for a build and compiled nothing. How many units were there is then not known:
// cargo starts nothing that would tell.
bool was_up_to_date(const Report& report);

// Most telling first. Reads all of `report` but its `paragraph` and `next_steps`.
std::vector<NextStep> find_next_steps(const Report& report, const ReportCommands& commands);

}  // namespace makespan
