#pragma once
// The headline in words: the paragraph that begins every face of the report.

#include "report/report.h"

namespace makespan {

// One sentence each, in Markdown's manner: commands stand in backquotes. Reads all of `report` but
// its `paragraph`.
std::vector<std::string> write_paragraph(const Report& report);

}  // namespace makespan
