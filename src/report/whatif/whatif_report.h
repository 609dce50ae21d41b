#pragma once
// WhatIfReport: what is said about a simulated run, as plain values: the answer, and the names of
// the tasks that it speaks of. Renderers (whatif_text.h, whatif_json.h) compute nothing.

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
  double cores = 0;
  uint32_t tasks = 0;
  bool edited = false;  // the last result is that of the edits
  DenseMap<TaskId, std::string> labels;
  DenseMap<TaskId, std::string> names;  // packages, without version
  WhatIfAnswer answer;
};

// `answer` is of `trace`.
WhatIfReport build_whatif_report(const Trace& trace, WhatIfAnswer answer, bool edited);

}  // namespace makespan
