#pragma once
// The figures of a breakdown: the time of each phase and the tasks that dominate it.

#include <cstdint>
#include <span>

#include "analysis/phases.h"

namespace makespan {

// Of `breakdown.segments`. `waits` are waiting_processes(trace).
std::vector<PhaseFigure> phase_figures(const Trace& trace, std::span<const TaskId> tasks,
                                       const std::vector<uint8_t>& waits,
                                       const PhaseBreakdown& breakdown);

}  // namespace makespan
