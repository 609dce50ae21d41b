#pragma once
// Utilisation: how many cores were busy over the run, and whose work that was.
//
// From samples where the run has any: they know of other programs and of stolen time. Else from the
// CPU of processes or tasks, spread evenly over their lives. Where no CPU is known at all (a target
// directory) the number of tasks at work is counted instead, and `basis` says so.

#include <optional>
#include <string_view>
#include <vector>

#include "model/trace.h"

namespace makespan {

enum class UtilisationBasis { samples, cpu, tasks };

// Means over one interval, in cores; with `tasks` as the basis, `own` counts tasks.
struct UtilisationInterval {
  float own = 0;     // busy with the run's own processes
  float other = 0;   // busy with somebody else's
  float stolen = 0;  // taken by the hypervisor
};

struct Utilisation {
  UtilisationBasis basis = UtilisationBasis::samples;
  // Whether the samples tell own from other work; if not, `own` holds both.
  bool separates_own = true;
  double cores = 0;   // that the build had; 0 is unknown
  Duration interval;  // of each of `intervals`; they cover the run's wall time
  std::vector<UtilisationInterval> intervals;
  // The run's CPU by its wall time. none: unknown.
  std::optional<double> mean_own_cores;
  std::optional<double> mean_other_cores;  // stolen ones included
};

// At most `intervals` of equal length.
Utilisation find_utilisation(const Trace& trace, size_t intervals = 400);

}  // namespace makespan
