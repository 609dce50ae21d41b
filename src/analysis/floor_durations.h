#pragma once
// Floor durations: how long each task would have taken at least, with a core for every thread that
// it had. The longest chain of these is what no number of cores beats.
//
//   measured, two cores      |==frontend==|--cgu 0--|--cgu 2--|=link=|
//                                         |--cgu 1--|--cgu 3--|
//   floor                    |==frontend==|--cgu 0--|=link=|
//
// Serial sections keep their CPU and blocked time and lose their waits for a core; of sections that
// may run at the same time the longest counts. What is run and not built (a test, a doctest) may
// start more threads on more cores: where it had several, the one with the most CPU is all that is
// sure. Never longer than what was measured.

#include "graph/task_graph.h"

namespace makespan {

TaskDurations floor_durations(const Trace& trace);

}  // namespace makespan
