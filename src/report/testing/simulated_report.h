#pragma once
// A trace's report with everything in it, as `makespan report` puts it together.

#include <utility>

#include "report/build_report.h"
#include "simulate/whatif.h"

namespace makespan {

inline Report simulated_report(const Trace& trace) {
  Analyses analyses = analyse(trace);
  std::vector<TaskId> slowest;
  for (const SlowUnit& unit : analyses.slowest)
    slowest.push_back(unit.task);
  return build_report(trace, std::move(analyses), {}, answer_for_report(trace, std::move(slowest)));
}

}  // namespace makespan
