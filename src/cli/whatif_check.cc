#include "cli/whatif_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "simulate/whatif.h"

namespace makespan {
namespace {

// A failed test or program keeps nobody from being built.
bool keeps_others_back(const Task& task) {
  return task.kind != TaskKind::process && !is_executed(task.kind) &&
         task.outcome != TaskOutcome::succeeded;
}

bool failed_by_what_it_ran(const Trace& trace, InvocationId invocation) {
  return std::any_of(trace.tasks.begin(), trace.tasks.end(), [invocation](const Task& task) {
    return task.invocation == invocation && is_executed(task.kind) &&
           task.outcome != TaskOutcome::succeeded;
  });
}

// Whether the command failed and a part of what it was to build is not in the run. Where the
// command went on and succeeded, what it built is what it was to build.
bool is_a_part(const Trace& trace) {
  if (trace.run.exit_code.value_or(0) == 0) return false;
  if (trace.run.source == RunSource::coarse) return true;  // nobody saw how units ended
  if (std::any_of(trace.tasks.begin(), trace.tasks.end(), keeps_others_back)) return true;
  for (uint32_t i = 0; i < trace.invocations.size(); ++i) {
    const Invocation& invocation = trace.invocations[i];
    if (!invocation.not_reached.empty()) return true;
    if (invocation.exit_code.value_or(0) != 0 && !failed_by_what_it_ran(trace, InvocationId(i)))
      return true;
  }
  return false;
}

// " (app-core 0.1.0)"
std::string what_failed(const Trace& trace) {
  for (const Invocation& invocation : trace.invocations) {
    if (!invocation.failed.empty()) return fmt::format(" ({})", invocation.failed.front());
  }
  return {};
}

std::string text_of(CannotSimulate why, const std::string& run) {
  switch (why) {
    case CannotSimulate::no_tasks:
      return fmt::format(
          "run {} has no tasks to simulate: everything was fresh, or it failed before the first. "
          "`makespan run --cold -- …` records the whole build",
          run);
    case CannotSimulate::no_order:
      return fmt::format(
          "run {} cannot be simulated: it was recorded as a tree of processes, and which of them "
          "waited for which is not known. whatif answers for builds by cargo; `makespan report` "
          "shows what was recorded",
          run);
  }
  return {};
}

}  // namespace

Status check_can_be_asked(const Trace& trace) {
  std::optional<CannotSimulate> why = why_not_simulated(trace);
  if (why) return failure(ErrorKind::unsupported, text_of(*why, trace.run.id));
  if (!is_a_part(trace)) return {};
  return failure(
      ErrorKind::unsupported,
      fmt::format("run {} failed with exit code {}{}, {}: what a part of a build would take is not "
                  "what the build would. whatif answers for a build that succeeds; `makespan "
                  "report` shows what this one did, `makespan list` the others",
                  trace.run.id, trace.run.exit_code.value_or(0), what_failed(trace),
                  trace.run.source == RunSource::coarse
                      ? "and whether all was built is not seen by polling"
                      : "so that not all was built"));
}

}  // namespace makespan
