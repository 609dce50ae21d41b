#pragma once
// Drag of sets: how much sooner the build would end if a set that people think in took no time: a
// package (all its units), a version of a duplicated package with all that only it pulls in, all
// links, all build scripts, all proc-macros, a workspace member's tests.

#include <string>
#include <vector>

#include "simulate/edit.h"
#include "simulate/tie_orders.h"

namespace makespan {

enum class DragKind { package, version, links, build_scripts, proc_macros, tests };

struct DragSet {
  std::string name;  // "syn", "dashmap 5.5.3", "links", "tests of app"
  DragKind kind = DragKind::package;
  Edit edit;  // what makes the set take no time
};

struct SetDrag {
  std::string name;
  DragKind kind = DragKind::package;
  Duration unlimited;  // with a core for every thread; exact
  // On the recorded cores and slots, by simulation: the mean over tie orders that are the same with
  // and without. May be a little below zero: shorter work can make a longer schedule.
  Duration recorded;
};

// The sets of a run, packages by name.
std::vector<DragSet> find_drag_sets(const Trace& trace);

struct TaskDrag {
  TaskId task;
  Duration recorded;  // as SetDrag::recorded
};

// The `most` sets with the most work: what takes little cannot save much.
std::vector<DragSet> largest_sets(const Workload& workload, std::vector<DragSet> sets, size_t most);

// Sorted by `recorded`, the largest first. `tie_orders` simulations a set, and as many without.
std::vector<SetDrag> find_set_drag(const Workload& workload, std::span<const DragSet> sets,
                                   Policy policy, const SimulationOptions& options,
                                   uint32_t tie_orders = 3);

// Of single tasks, in the order given.
std::vector<TaskDrag> find_task_drag(const Workload& workload, std::span<const TaskId> tasks,
                                     Policy policy, const SimulationOptions& options,
                                     uint32_t tie_orders = 3);

}  // namespace makespan
