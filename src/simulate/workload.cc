#include "simulate/workload.h"

#include <algorithm>
#include <utility>

#include "simulate/task_parts.h"
#include "simulate/work_invocations.h"

namespace makespan {
namespace {

bool needs_objects(const Task& task) {
  if (task.mode != TaskMode::build) return false;
  switch (task.kind) {
    case TaskKind::binary:
    case TaskKind::test:
    case TaskKind::example:
    case TaskKind::bench:
    case TaskKind::proc_macro:
    case TaskKind::build_script:
      return true;
    case TaskKind::library:
    case TaskKind::build_script_run:
    case TaskKind::doc:
    case TaskKind::test_run:
    case TaskKind::doctest:
    case TaskKind::run:
    case TaskKind::process:
      return false;
  }
  return false;
}

// Cargo's depend_on_deps_of_deps: an edge `all` from what links to each of its transitive
// dependencies. Only those matter that somebody else uses by metadata.
std::vector<Dependency> with_linking_edges(const Trace& trace) {
  std::vector<Dependency> dependencies = trace.dependencies;
  TaskGraph graph(trace);
  std::vector<uint32_t> seen_by(trace.tasks.size(), UINT32_MAX);
  std::vector<uint32_t> open;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (!needs_objects(trace.tasks[i])) continue;
    open.assign(1, i);
    while (!open.empty()) {
      uint32_t at = open.back();
      open.pop_back();
      for (Arc arc : graph.dag().before(at)) {
        if (seen_by[arc.node] == i) continue;
        seen_by[arc.node] = i;
        open.push_back(arc.node);
        bool direct = at == i && waits_for(arc) == WaitsFor::all;
        if (!direct && trace.tasks[arc.node].metadata_ready)
          dependencies.push_back({.task = TaskId(i), .on = TaskId(arc.node)});
      }
    }
  }
  return dependencies;
}

bool is_placed(const Task& task, const DenseMap<InvocationId, bool>& placed) {
  return task.invocation.valid() && placed[task.invocation];
}

Duration find_tail(const Trace& trace, const DenseMap<InvocationId, bool>& placed) {
  Timestamp end;
  for (const Task& task : trace.tasks) {
    if (is_placed(task, placed)) end = std::max(end, task.end());
  }
  return std::max(Duration(), trace.run.wall - end.since_epoch());
}

template <class Parts>
Workload build(const Trace& trace, Parts parts_of) {
  DenseMap<InvocationId, bool> placed = find_placed(trace);
  Workload workload{.dependencies = with_linking_edges(trace),
                    .direct_dependencies = trace.dependencies.size(),
                    .invocations = find_work_invocations(trace, placed),
                    .tail = find_tail(trace, placed),
                    .cores = trace.run.host.cores > 0 ? trace.run.host.cores : 1};
  for (const WorkInvocation& invocation : workload.invocations)
    workload.jobs = std::max(workload.jobs, invocation.jobs);
  DenseMap<TaskId, std::optional<Interval>> calls = find_calls(trace, workload.invocations);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    TaskParts parts = parts_of(trace, TaskId(i));
    if (calls[TaskId(i)]) split_at_calls(trace.tasks[i], *calls[TaskId(i)], parts);
    WorkTask task = parts.task;
    task.present = is_placed(trace.tasks[i], placed);
    task.invocation = trace.tasks[i].invocation;
    task.kind = trace.tasks[i].kind;
    task.parts = {.first = static_cast<uint32_t>(workload.parts.size()),
                  .count = static_cast<uint32_t>(parts.parts.size())};
    workload.parts.insert(workload.parts.end(), parts.parts.begin(), parts.parts.end());
    workload.tasks.push_back(task);
  }
  return workload;
}

}  // namespace

DenseMap<InvocationId, bool> find_placed(const Trace& trace) {
  DenseMap<InvocationId, uint32_t> tasks(trace.invocations.size());
  DenseMap<InvocationId, bool> placed(trace.invocations.size());
  for (const Task& task : trace.tasks) {
    if (task.invocation.valid()) ++tasks[task.invocation];
  }
  for (const Dependency& dependency : trace.dependencies) {
    InvocationId invocation = trace.tasks[dependency.task.index()].invocation;
    if (invocation.valid()) placed[invocation] = true;
  }
  for (uint32_t i = 0; i < trace.invocations.size(); ++i) {
    InvocationId id(i);
    bool cargo = trace.invocations[i].tool == BuildTool::cargo;
    if (tasks[id] == 1 || (cargo && tasks[id] > 0)) placed[id] = true;
  }
  return placed;
}

Workload build_workload(const Trace& trace) {
  return build(trace, cpu_parts);
}

Workload build_wall_workload(const Trace& trace) {
  return build(trace, wall_parts);
}

TaskDurations unlimited_durations(const Workload& workload) {
  TaskDurations durations{.whole = DenseMap<TaskId, Duration>(workload.tasks.size()),
                          .until_metadata = DenseMap<TaskId, Duration>(workload.tasks.size())};
  std::vector<Duration> end;
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    const WorkTask& task = workload.tasks[i];
    if (!task.present) continue;
    end.assign(task.parts.count, Duration());
    Duration stage_start;
    Duration last;
    std::optional<Duration> metadata;
    for (uint32_t at = 0; at < task.parts.count; ++at) {
      const WorkPart& part = workload.parts[task.parts.first + at];
      if (at > 0 && part.stage != workload.parts[task.parts.first + at - 1].stage)
        stage_start = last;
      Duration start = part.after == WorkPart::kStageStart ? stage_start : end[part.after];
      end[at] = start + part.blocked + part.cpu;
      last = std::max(last, end[at]);
      if (part.stage <= task.metadata_stage) metadata = last;
    }
    durations.whole[TaskId(i)] = last;
    bool early = task.metadata_stage != WorkTask::kNoMetadata;
    durations.until_metadata[TaskId(i)] = early ? metadata.value_or(Duration()) : last;
  }
  return durations;
}

Duration total_cpu(const Workload& workload) {
  Duration sum;
  for (const WorkTask& task : workload.tasks) {
    if (!task.present) continue;
    for (uint32_t at = task.parts.first; at < task.parts.end(); ++at)
      sum += workload.parts[at].cpu;
  }
  return sum;
}

}  // namespace makespan
