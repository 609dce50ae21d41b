#pragma once
// What `makespan whatif` says of a trace, as the command puts it together.

#include <string>
#include <utility>
#include <vector>

#include "analysis/parallelism.h"
#include "report/testing/situations.h"
#include "report/whatif/whatif_report.h"
#include "simulate/selection.h"
#include "simulate/whatif.h"

namespace makespan {

inline WhatIfReport simulated_whatif(const Trace& trace, WhatIfQuestion question) {
  question.every_task = true;
  bool edited = !question.change.label.empty();
  WhatIfReport report = build_whatif_report(trace, answer_whatif(trace, question), edited);
  report.parallelism = find_parallelism(trace);
  return report;
}

inline Trace situation_called(std::string_view name) {
  for (const ReportSituation& one : report_situations()) {
    if (one.name == name) return one.trace();
  }
  return {};
}

struct WhatIfSituation {
  std::string name;  // its folder in tests/golden/whatif/
  WhatIfReport report;
};

inline std::vector<WhatIfSituation> simulate_situations() {
  std::vector<WhatIfPoint> points = {{.jobs = 1, .cores = 1}, {.jobs = 4, .cores = 4}};
  Trace release = situation_called("release");
  Trace recovered = situation_called("check");
  recovered.run.complete = false;
  recovered.run.exit_code = std::nullopt;
  Trace tests = situation_called("several-invocations");
  tests.tasks.back().outcome = TaskOutcome::failed;
  tests.run.exit_code = 101;
  WhatIfEdits without{.label = "without dashmap@5",
                      .edits = {parse_without(release, "dashmap@5").value()}};
  WhatIfEdits units{.label = "codegen-units 16",
                    .edits = {parse_codegen_units(release, "16").value()}};
  return {
      {"as-recorded", simulated_whatif(situation_called("library-only"), {.points = points})},
      {"edited", simulated_whatif(release, {.points = points, .change = without})},
      {"codegen-units", simulated_whatif(release, {.change = units})},
      {"recovered", simulated_whatif(recovered, {.points = points})},
      {"tests-failed", simulated_whatif(tests, {.points = points})},
      {"coarse", simulated_whatif(situation_called("coarse"), {.points = points})},
  };
}

inline const std::vector<WhatIfSituation>& whatif_situations() {
  static const std::vector<WhatIfSituation> situations = simulate_situations();
  return situations;
}

}  // namespace makespan
