#pragma once
// Why cores idled: whenever a schedule leaves cores free, which task ran, in which section, and how
// many units that had not begun waited for it.
//
//   "for 8.1 s one core ran `syn` codegen; 14 units waited for it"

#include <span>
#include <vector>

#include "simulate/simulate.h"

namespace makespan {

struct IdleReason {
  TaskId task;
  SectionKind section = SectionKind::other;
  uint32_t running = 1;  // threads that ran meanwhile, at most
  uint32_t waiting = 0;  // tasks that directly or not waited for it and had not begun
  Duration time;         // how long cores idled while it ran
  Duration idle;         // core time lost meanwhile
};

struct IdleExplanation {
  Duration idle;                    // core time, from the first task to the last
  std::vector<IdleReason> reasons;  // the largest loss first
};

// `schedule` must have been made with record_parts, on `cores` of which others took `taken`: those
// did not idle. Each moment is put down to one task: of those that ran the one that most others
// waited for.
IdleExplanation explain_idle(const Workload& workload, const TaskGraph& graph,
                             const Schedule& schedule, double cores,
                             std::span<const TakenCores> taken = {});

}  // namespace makespan
