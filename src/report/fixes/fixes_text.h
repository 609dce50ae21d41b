#pragma once
// What fixes would save, for a terminal: fits the width, readable without colour.

#include <string>
#include <vector>

#include "advise/fix.h"
#include "report/terminal/report_text.h"

namespace makespan {

// How the commands to go on with name the run; empty members: it is the last, which they take by
// themselves.
struct FixCommands {
  std::string run;                  // RUN as they take it
  std::vector<std::string> to_try;  // what `try`, which takes no RUN, has to be told to build
  std::string file_to_import;       // in which `try` cannot find the run; empty: it can
};

// `answer.schedule.before` and `.after` have the same rows.
std::string fixes_text(const FixAnswer& answer, const FixCommands& commands, TextOptions options);

}  // namespace makespan
