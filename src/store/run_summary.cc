#include "store/run_summary.h"

#include <tuple>

#include "base/shell_quote.h"
#include "model/trace.h"

namespace makespan {

std::string_view word(RunPurpose purpose) {
  switch (purpose) {
    case RunPurpose::build:
      return "build";
    case RunPurpose::trial:
      return "try";
  }
  return "";
}

RunSummary summarize(const Trace& trace, RunPurpose purpose) {
  const Run& run = trace.run;
  return {.id = run.id,
          .purpose = purpose,
          .command = shell_quoted(run.command),
          .project_root = run.project_root,
          .source = run.source,
          .started = run.started,
          .wall = run.wall,
          .cpu = run.cpu,
          .exit_code = run.exit_code,
          .complete = run.complete,
          .task_count = trace.tasks.size()};
}

bool is_run_id(std::string_view id) {
  constexpr std::string_view allowed =
      "-_.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !id.empty() && id.size() <= 100 &&
         id.find_first_not_of(allowed) == std::string_view::npos &&
         std::string_view("-_.").find(id[0]) == std::string_view::npos;
}

bool newer(const RunSummary& a, const RunSummary& b) {
  return std::tie(a.started, a.id) > std::tie(b.started, b.id);
}

}  // namespace makespan
