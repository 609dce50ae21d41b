#include "report/whatif/cautions.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/unit.h"
#include "report/format.h"

namespace makespan {
namespace {

// How a unit ended is not seen by polling: it counts as interrupted.
int64_t failed_units(const Trace& trace) {
  return std::count_if(trace.tasks.begin(), trace.tasks.end(), is_failed_unit);
}

std::string caution_of_failure(const Trace& trace) {
  int exit_code = trace.run.exit_code.value_or(0);
  if (exit_code != 0) {
    return fmt::format(
        "It failed with exit code {}, though all that it began to build was built: what it did not "
        "come to is in none of these figures.",
        exit_code);
  }
  int64_t failed = failed_units(trace);
  if (failed == 0) return {};
  return fmt::format(
      "{} failed, and the command went on: what that kept from being built or run is in none of "
      "these figures.",
      format_count(static_cast<uint64_t>(failed), "unit", "units"));
}

std::string caution_of_missing_end(const Trace& trace) {
  if (trace.run.complete) return {};
  return "The recording ends before the build did, since its recorder died: what was built after "
         "that is in none of these figures, and what was at work then is cut off.";
}

std::string caution_of_coarse_times(const Trace& trace) {
  if (trace.run.source == RunSource::coarse) {
    return "The run is coarse: it was watched by polling, so short processes are missing and times "
           "are to a polling period. The figures are rough.";
  }
  if (!trace.run.cpu)
    return "No CPU is known of it: recorded wall times, waits included, stand in for work.";
  return {};
}

}  // namespace

std::vector<std::string> find_cautions(const Trace& trace) {
  std::vector<std::string> cautions;
  for (auto find : {caution_of_failure, caution_of_missing_end, caution_of_coarse_times}) {
    std::string caution = find(trace);
    if (!caution.empty()) cautions.push_back(std::move(caution));
  }
  return cautions;
}

}  // namespace makespan
