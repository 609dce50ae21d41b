#pragma once
// Drag: how much sooner the build would end if one task took no time at all (its edges stay), with
// a core for every task. Only tasks of the critical path have any; a task's drag is at most its own
// duration, and less where another chain is nearly as long.
//
// All drags come at once, as in buck2's "potential" (Devaux's DRAG):
//
//   path   p0 ── p1 ── p2 ── p3        without p2 the end is set by the longest of
//           \_______ x _____/            the way through p2 less p2's own time, and
//                                        the longest way around it.
//
// A way around p_i uses some edge a → b where a lies behind at most p_(i-1) and b before at least
// p_(i+1). So every edge (and every first start and last end) offers its longest way to all p_i
// between the last path task before it and the first behind it; each p_i takes the largest offer.
// Offers are for ranges, so they are put into a sparse table of power-of-two ranges in O(1) each
// and pushed down once.

#include "graph/path_lengths.h"

namespace makespan {

// O(tasks + dependencies + P log P), P the tasks of the critical path.
DenseMap<TaskId, Duration> find_drag(const TaskGraph& graph, const TaskDurations& durations);
DenseMap<TaskId, Duration> find_drag(const TaskGraph& graph, const TaskDurations& durations,
                                     const PathLengths& lengths);

}  // namespace makespan
