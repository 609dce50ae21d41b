// replay_benchmark RUN-FILE…: one line a recorded run, what the simulation makes of it.
//
// Columns: wall recorded; error by rules; error by CPU; CPU of all parts against the run's; where
// the replay diverges. --tasks adds a line a task: recorded and simulated start and end.

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "simulate/whatif.h"
#include "store/run_file.h"

namespace makespan {
namespace {

void print_tasks(const Trace& trace, const Replay& replay) {
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    fmt::print("  {:8.3f} {:8.3f} {:+8.3f} {:+8.3f}  {}\n", task.start.seconds(),
               task.end().seconds(),
               (replay.rules_schedule.tasks[TaskId(i)].start - task.start).seconds(),
               (replay.rules_schedule.tasks[TaskId(i)].end - task.end()).seconds(),
               task_label(trace, TaskId(i)));
  }
}

int print_run(const std::string& path, bool tasks) {
  Result<RunFileContent> run = read_run_file(path);
  if (!run) {
    fmt::print(stderr, "{}\n", run.error().message);
    return 1;
  }
  const Trace& trace = run->trace;
  Workload workload = build_workload(trace);
  TaskGraph graph = workload.graph();
  Replay replayed = replay(trace, workload, graph);
  Bounds bounds = find_bounds(workload, graph, workload.cores);
  fmt::print(
      "{}: -j{} {} tasks, {:.2f} s; by rules {:+.2f}%, by CPU {:+.2f}% (alone {:+.2f}%); "
      "CPU {:.2f} of {:.2f} s; bounds {:.2f} {:.2f}; tail {:.3f} lead {:.3f}\n",
      path, workload.jobs, trace.tasks.size(), replayed.recorded.seconds(),
      100 * replayed.error_rules, 100 * replayed.error,
      100 * ratio(replayed.ours - replayed.recorded, replayed.recorded),
      total_cpu(workload).seconds(), trace.run.cpu.value_or(Duration()).seconds(),
      bounds.critical_path.seconds(), bounds.work.seconds(), workload.tail.seconds(),
      workload.invocations.empty() ? 0 : workload.invocations[0].lead.seconds());
  if (replayed.divergence) {
    fmt::print("  diverges at {}: recorded {:.3f}, simulated {:.3f}\n",
               task_label(trace, replayed.divergence->task),
               replayed.divergence->recorded_start.seconds(),
               replayed.divergence->simulated_start.seconds());
  }
  WhatIfAnswer answer = answer_whatif(trace, {.points = {{.jobs = 1, .cores = workload.cores},
                                                         {.jobs = 2, .cores = workload.cores}}});
  for (const WhatIfResult& result : answer.results) {
    fmt::print("  {:24} {:7.2f} s ({:.2f} to {:.2f}; by order {:.2f} to {:.2f}) {:.0f}% busy\n",
               result.label, result.makespan.seconds(), result.minimum.seconds(),
               result.maximum.seconds(), result.by_tie_order.minimum.seconds(),
               result.by_tie_order.maximum.seconds(), 100 * result.utilisation);
  }
  if (tasks) print_tasks(trace, replayed);
  return 0;
}

}  // namespace
}  // namespace makespan

int main(int argc, char** argv) {
  bool tasks = false;
  int status = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--tasks") {
      tasks = true;
    } else {
      status |= makespan::print_run(argv[i], tasks);
    }
  }
  return status;
}
