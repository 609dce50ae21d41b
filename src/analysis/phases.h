#pragma once
// Phases: every moment of the wall time belongs to exactly one of six phases, for the run and for
// each invocation in it. The times of one breakdown add up to its wall time to the nanosecond.
//
//   cargo build --release
//   |resolution|  compilation ............ |linking|compilation|linking|post-build|
//
// A moment's phase is that of the most telling thing that happened then: somebody compiled
// (`compilation`); nothing but links ran (`linking`); nothing but tests and programs ran
// (`running`); cargo waited for another cargo's lock (`lock`). When nothing ran at all, the moment
// belongs to what it lies between: before the first unit `resolution` (and download), between two
// units `compilation`, between two programs `running`, otherwise `post-build`. Pauses outside every
// invocation (a script between two cargos) are `running` if a process ran then.

#include <array>
#include <string_view>
#include <vector>

#include "model/trace.h"

namespace makespan {

enum class Phase { lock, resolution, compilation, linking, running, post_build };

inline constexpr std::array kPhases = {Phase::lock,    Phase::resolution, Phase::compilation,
                                       Phase::linking, Phase::running,    Phase::post_build};

struct PhaseSegment {
  Phase phase = Phase::resolution;
  Timestamp start;
  Timestamp end;
  bool operator==(const PhaseSegment&) const = default;
};

// A task and how long it ran while its phase lasted.
struct PhaseUnit {
  TaskId task;
  Duration time;
  bool operator==(const PhaseUnit&) const = default;
};

struct PhaseFigure {
  Phase phase = Phase::resolution;
  Duration time;
  double share = 0;              // of the wall time, 0 to 1
  std::vector<PhaseUnit> units;  // those that dominate it, longest first, at most five
};

struct PhaseBreakdown {
  std::vector<PhaseSegment> segments;  // in order, without gaps, neighbours differ
  std::vector<PhaseFigure> figures;    // the phases that occurred, in the order of kPhases
  [[nodiscard]] const PhaseFigure* find(Phase phase) const {
    for (const PhaseFigure& figure : figures) {
      if (figure.phase == phase) return &figure;
    }
    return nullptr;
  }
};

struct Phases {
  PhaseBreakdown run;
  std::vector<PhaseBreakdown> invocations;  // by InvocationId
};

Phases find_phases(const Trace& trace);

}  // namespace makespan
