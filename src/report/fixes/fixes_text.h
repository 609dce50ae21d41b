#pragma once
// What fixes would save, for a terminal: fits the width, readable without colour.

#include <string>

#include "advise/fix.h"
#include "report/terminal/report_text.h"

namespace makespan {

// `answer.schedule.before` and `.after` have the same rows.
std::string fixes_text(const FixAnswer& answer, TextOptions options);

}  // namespace makespan
