#include "cli/run_summary_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/shell_quote.h"
#include "report/format.h"

namespace makespan {
namespace {

// What cargo would call a compiled unit: running things is none.
bool is_unit(TaskKind kind) {
  switch (kind) {
    case TaskKind::test_run:
    case TaskKind::doctest:
    case TaskKind::run:
    case TaskKind::process:
      return false;
    default:
      return true;
  }
}

}  // namespace

std::string run_summary_line(const Trace& trace, const std::string& file) {
  const Run& run = trace.run;
  std::string line = format_duration(run.wall);
  if (run.cpu && run.wall > Duration() && run.host.cores > 0) {
    line += fmt::format(", {} of {} cores busy", format_cores(ratio(*run.cpu, run.wall)),
                        format_cores(run.host.cores));
  }
  if (!trace.invocations.empty()) {
    auto built = std::count_if(trace.tasks.begin(), trace.tasks.end(), [](const Task& task) {
      return is_unit(task.kind) && task.outcome != TaskOutcome::failed;
    });
    line += ", " + format_count(static_cast<uint64_t>(built), "unit", "units") + " built";
  } else {
    line += ", " + format_count(trace.processes.size(), "process", "processes");
  }
  if (run.exit_code && *run.exit_code != 0)
    line += fmt::format(", failed with exit code {}", *run.exit_code);
  std::string where = file.empty() ? "" : " " + shell_quoted({file});
  return fmt::format("{}; `makespan report{}` shows where it went", line, where);
}

}  // namespace makespan
