// replay_benchmark RUN-FILE…: a few lines a recorded run, what the simulation makes of it.
//
// Columns: wall recorded; error by rules; error by CPU; CPU of all parts against the run's; where
// the replay diverges. --tasks adds a line a task: recorded start and end, and how much later the
// replay by rules, then the one by CPU, has them. --json: one JSON object a run instead.

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "simulate/whatif.h"
#include "store/run_file.h"

namespace makespan {
namespace {

void print_tasks(const Trace& trace, const Replay& replay) {
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    fmt::print("  {:8.3f} {:8.3f} {:+8.3f} {:+8.3f} {:+8.3f} {:+8.3f}  {}\n", task.start.seconds(),
               task.end().seconds(),
               (replay.rules_schedule.tasks[TaskId(i)].start - task.start).seconds(),
               (replay.rules_schedule.tasks[TaskId(i)].end - task.end()).seconds(),
               (replay.schedule.tasks[TaskId(i)].start - task.start).seconds(),
               (replay.schedule.tasks[TaskId(i)].end - task.end()).seconds(),
               task_label(trace, TaskId(i)));
  }
}

void print_json(const Trace& trace, const Workload& workload, const Replay& replayed) {
  JsonWriter json;
  json.begin_object();
  json.key("jobs").value(workload.jobs);
  json.key("cores").value(workload.cores);
  json.key("tasks").value(static_cast<int64_t>(trace.tasks.size()));
  json.key("recorded_seconds").value(replayed.recorded);
  json.key("error_rules").value(replayed.error_rules);
  json.key("error").value(replayed.error);
  json.key("error_raw").value(ratio(replayed.ours - replayed.recorded, replayed.recorded));
  json.key("quiet_seconds").value(replayed.ours);
  json.key("cpu_seconds").value(trace.run.cpu);
  json.key("taken_cores").value(mean_taken_cores(trace));
  // With as many slots, on the recorded cores with the machine to itself.
  json.key("predictions").begin_array();
  WhatIfAnswer answer = answer_whatif(trace, {.points = {{.jobs = 1, .cores = workload.cores},
                                                         {.jobs = 2, .cores = workload.cores}},
                                              .longest_path_first = false,
                                              .drag_sets = 0,
                                              .sweep = {}});
  for (size_t i = 1; i < answer.results.size(); ++i) {
    const WhatIfResult& result = answer.results[i];
    json.begin_object().key("jobs").value(result.jobs).key("seconds").value(result.makespan);
    json.key("minimum_seconds").value(result.minimum);
    json.key("maximum_seconds").value(result.maximum).end_object();
  }
  json.end_array();
  json.end_object();
  fmt::print("{}\n", json.take());
}

int print_run(const std::string& path, bool tasks, bool as_json) {
  Result<RunFileContent> run = read_run_file(path);
  if (!run) {
    fmt::print(stderr, "{}\n", run.error().message);
    return 1;
  }
  const Trace& trace = run->trace;
  Workload workload = build_workload(trace);
  TaskGraph graph = workload.graph();
  Replay replayed = replay(trace, workload, graph);
  if (as_json) {
    print_json(trace, workload, replayed);
    return 0;
  }
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
  bool as_json = false;
  int status = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--tasks") {
      tasks = true;
    } else if (std::string_view(argv[i]) == "--json") {
      as_json = true;
    } else {
      status |= makespan::print_run(argv[i], tasks, as_json);
    }
  }
  return status;
}
