#pragma once
// WhatIfReport: what is said about a simulated run, as plain values: the answer, and the names of
// the tasks that it speaks of. Renderers (whatif_text.h, whatif_json.h) compute nothing.

#include <optional>
#include <string>
#include <vector>

#include "base/dense_map.h"
#include "model/trace.h"
#include "simulate/whatif.h"

namespace makespan {

struct WhatIfReport {
  std::string run;
  std::string command;
  RunSource source = RunSource::recorded;
  std::optional<int> exit_code;
  bool complete = true;  // false: recovered from a recording whose recorder died
  double cores = 0;
  uint32_t units = 0;   // of the build tools, what they ran included
  bool edited = false;  // the last result is that of the edits
  // What keeps the figures from being those of the whole build: a sentence each.
  std::vector<std::string> cautions;
  std::vector<std::string> footnotes;  // what the results do not show: a sentence each
  // [n]: how long n tasks were at work at once, as recorded; empty: not asked for.
  std::vector<Duration> parallelism;
  DenseMap<TaskId, std::string> labels;
  DenseMap<TaskId, std::string> names;  // packages, without version
  WhatIfAnswer answer;
};

// `answer` is of `trace`.
WhatIfReport build_whatif_report(const Trace& trace, WhatIfAnswer answer, bool edited);

}  // namespace makespan
