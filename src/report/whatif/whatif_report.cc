#include "report/whatif/whatif_report.h"

#include <utility>

#include "base/shell_quote.h"

namespace makespan {

WhatIfReport build_whatif_report(const Trace& trace, WhatIfAnswer answer, bool edited) {
  WhatIfReport report{.run = trace.run.id,
                      .command = shell_quoted(trace.run.command),
                      .source = trace.run.source,
                      .cores = trace.run.host.cores,
                      .tasks = static_cast<uint32_t>(trace.tasks.size()),
                      .edited = edited,
                      .labels = DenseMap<TaskId, std::string>(trace.tasks.size()),
                      .names = DenseMap<TaskId, std::string>(trace.tasks.size()),
                      .answer = std::move(answer)};
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    report.labels[TaskId(i)] = task_label(trace, TaskId(i));
    report.names[TaskId(i)] = trace.text(trace.tasks[i].name);
  }
  return report;
}

}  // namespace makespan
