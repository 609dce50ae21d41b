#pragma once
// build_report: a run and the results of its analyses, as the Report that every face renders.

#include "report/report.h"

namespace makespan {

// Commands that the report may send its reader to; only what this program has is recommended.
struct ReportCommands {
  bool whatif = false;
  bool fixes = false;
  std::string run;  // what they take for this run; empty: the last, which they take by themselves
};

// `analyses` are those of `trace`, and so is `simulated`, where there is one.
Report build_report(const Trace& trace, Analyses analyses, const ReportCommands& commands = {},
                    std::optional<WhatIfAnswer> simulated = {});

}  // namespace makespan
