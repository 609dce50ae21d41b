#include "analysis/analyses.h"

#include "analysis/floor_durations.h"

namespace makespan {
namespace {

// A process that only waited for others (make, sh) is no work on any path.
TaskDurations working(TaskDurations durations, const std::vector<uint8_t>& waits) {
  for (uint32_t i = 0; i < waits.size(); ++i) {
    if (waits[i] == 0) continue;
    durations.whole[TaskId(i)] = Duration();
    durations.until_metadata[TaskId(i)] = Duration();
  }
  return durations;
}

}  // namespace

Analyses analyse(const Trace& trace) {
  Analyses result;
  result.phases = find_phases(trace);
  result.utilisation = find_utilisation(trace);
  result.parallelism = find_parallelism(trace);
  result.codegen = find_codegen_lanes(trace);
  result.slowest = find_slowest(trace);
  result.section_shares = find_section_shares(trace);
  result.duplicates = find_duplicates(trace);
  result.rebuilt = find_rebuilt_units(trace);

  result.roles = process_roles(trace);
  result.programs = find_programs(trace);

  TaskGraph graph(trace);
  std::vector<uint8_t> waits = waiting_processes(trace);
  result.critical_path = find_critical_path(graph, working(wall_durations(trace), waits));
  result.path_waits = find_path_waits(trace, result.critical_path);
  result.finish_chain = find_finish_chain(trace, graph);
  CriticalPath floor = find_critical_path(graph, working(floor_durations(trace), waits));
  result.floor = floor.length;
  result.headline = find_headline(trace, {.phases = result.phases,
                                          .duplicates = result.duplicates,
                                          .utilisation = result.utilisation,
                                          .floor = floor});
  return result;
}

}  // namespace makespan
