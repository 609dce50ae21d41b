#pragma once
// Small hand-built runs, one for each situation that a report must make sense of.

#include <functional>
#include <string>
#include <vector>

#include "model/trace.h"

namespace makespan {

struct ReportSituation {
  std::string name;  // its folder in tests/golden/report/
  std::function<Trace()> trace;
};

// All of them, in the order in which a reader should look at them.
std::vector<ReportSituation> report_situations();

}  // namespace makespan
