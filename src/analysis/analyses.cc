#include "analysis/analyses.h"

#include "analysis/floor_durations.h"

namespace makespan {

Analyses analyse(const Trace& trace) {
  Analyses result;
  result.phases = find_phases(trace);
  result.utilisation = find_utilisation(trace);
  result.codegen = find_codegen_lanes(trace);
  result.slowest = find_slowest(trace);
  result.section_shares = find_section_shares(trace);
  result.duplicates = find_duplicates(trace);
  result.rebuilt = find_rebuilt_units(trace);

  TaskGraph graph(trace);
  result.critical_path = find_critical_path(graph, wall_durations(trace));
  result.path_waits = find_path_waits(trace, result.critical_path);
  result.finish_chain = find_finish_chain(trace, graph);
  CriticalPath floor = find_critical_path(graph, floor_durations(trace));
  result.floor = floor.length;
  result.headline = find_headline(trace, {.phases = result.phases,
                                          .duplicates = result.duplicates,
                                          .utilisation = result.utilisation,
                                          .floor = floor});
  return result;
}

}  // namespace makespan
