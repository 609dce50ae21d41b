#include "report/whatif/whatif_report.h"

#include <algorithm>
#include <utility>

#include "base/shell_quote.h"
#include "report/whatif/cautions.h"

namespace makespan {
namespace {

uint32_t count_units(const Trace& trace) {
  auto units = std::count_if(trace.tasks.begin(), trace.tasks.end(),
                             [](const Task& task) { return task.kind != TaskKind::process; });
  return static_cast<uint32_t>(units);
}

}  // namespace

WhatIfReport build_whatif_report(const Trace& trace, WhatIfAnswer answer, bool edited) {
  WhatIfReport report{.run = trace.run.id,
                      .command = shell_quoted(trace.run.command),
                      .source = trace.run.source,
                      .exit_code = trace.run.exit_code,
                      .complete = trace.run.complete,
                      .cores = trace.run.host.cores,
                      .units = count_units(trace),
                      .edited = edited,
                      .cautions = find_cautions(trace),
                      .labels = DenseMap<TaskId, std::string>(trace.tasks.size()),
                      .names = DenseMap<TaskId, std::string>(trace.tasks.size()),
                      .answer = std::move(answer)};
  if (report.answer.codegen_cpu_as_measured) {
    report.footnotes.emplace_back(
        "codegen-units: the CPU is as measured, cut evenly into so many threads. Real units are "
        "uneven and generate some code twice: `makespan fixes` measures what they cost.");
  }
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    report.labels[TaskId(i)] = task_label(trace, TaskId(i));
    report.names[TaskId(i)] = trace.text(trace.tasks[i].name);
  }
  return report;
}

}  // namespace makespan
