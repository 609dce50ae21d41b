#pragma once
// The critical path: the longest chain of tasks that wait for each other. With a core for every
// task the build cannot end sooner; only shortening a task of this chain can help.
//
// Where the next task waits only for metadata, only the part until then counts:
//
//   syn      |==frontend==|--codegen--|
//   darling               |==frontend==|--codegen--|
//   app                                            |======|      app waits for all of darling
//   path: syn (frontend), darling (whole), app (whole)

#include <vector>

#include "graph/path_lengths.h"

namespace makespan {

struct CriticalStep {
  TaskId task;
  WaitsFor next_waits_for = WaitsFor::all;  // the next step's; `all` for the last
  Duration contributed;                     // of the path's length
  Duration cumulative;                      // the contributions up to and including this one
};

struct CriticalPath {
  Duration length;
  std::vector<CriticalStep> steps;  // in time; empty where there are no tasks
};

// Of several equally long chains the one whose tasks have the lower ids, decided from its end.
// O(tasks + dependencies).
CriticalPath find_critical_path(const TaskGraph& graph, const TaskDurations& durations);
CriticalPath find_critical_path(const TaskGraph& graph, const TaskDurations& durations,
                                const PathLengths& lengths);

}  // namespace makespan
