#include "cli/run_summary_line.h"

#include <fmt/format.h>

#include "analysis/headline.h"
#include "base/shell_quote.h"
#include "report/format.h"

namespace makespan {

std::string run_summary_line(const Trace& trace, const std::string& file) {
  const Run& run = trace.run;
  std::string line = format_duration(run.wall);
  if (run.cpu && run.wall > Duration() && run.host.cores > 0) {
    line += fmt::format(", {} of {} cores busy", format_cores(ratio(*run.cpu, run.wall)),
                        format_cores(run.host.cores));
  }
  TaskCounts counts = count_tasks(trace);
  line += ", " + (counts.build_tool ? format_count(counts.built, "unit", "units") + " built"
                                    : format_count(counts.processes, "process", "processes"));
  if (run.exit_code && *run.exit_code != 0)
    line += fmt::format(", failed with exit code {}", *run.exit_code);
  std::string where = file.empty() ? "" : " " + shell_quoted({file});
  return fmt::format("{}; `makespan report{}` shows where it went", line, where);
}

}  // namespace makespan
