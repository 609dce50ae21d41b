#include "simulate/workload.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "graph/concurrency.h"
#include "simulate/task_parts.h"

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

uint32_t jobs_of(const Trace& trace, const Invocation& invocation) {
  if (invocation.jobs) return std::max(1U, *invocation.jobs);
  return std::max(1U, static_cast<uint32_t>(std::lround(trace.run.host.cores)));
}

bool is_placed(const Task& task, const DenseMap<InvocationId, bool>& placed) {
  return task.invocation.valid() && placed[task.invocation];
}

// Of the time in which it ran something, little had two at once. A coarse recording sees the ends
// late, so a tenth may lie over each other.
bool ran_in_turn(const std::vector<Interval>& runs) {
  Duration some;
  Duration several;
  ConcurrencyProfile profile = find_concurrency(runs);
  for (size_t n = 1; n < profile.durations.size(); ++n) {
    some += profile.durations[n];
    if (n > 1) several += profile.durations[n];
  }
  return several <= some * 0.1;
}

// Invocations one after the other where they were: each begins after the last that had ended.
std::vector<WorkInvocation> find_invocations(const Trace& trace,
                                             const DenseMap<InvocationId, bool>& placed) {
  std::vector<WorkInvocation> result;
  DenseMap<InvocationId, std::optional<Timestamp>> first(trace.invocations.size());
  DenseMap<InvocationId, Timestamp> end(trace.invocations.size());
  DenseMap<InvocationId, std::vector<Interval>> runs(trace.invocations.size());
  for (const Task& task : trace.tasks) {
    if (!is_placed(task, placed)) continue;
    if (is_executed(task.kind))
      runs[task.invocation].push_back({.start = task.start, .end = task.end()});
    std::optional<Timestamp>& start = first[task.invocation];
    start = start ? std::min(*start, task.start) : task.start;
    end[task.invocation] = std::max(end[task.invocation], task.end());
  }
  for (uint32_t i = 0; i < trace.invocations.size(); ++i) {
    const Invocation& invocation = trace.invocations[i];
    WorkInvocation work{.tool = invocation.tool, .jobs = jobs_of(trace, invocation)};
    Timestamp begins_after;
    for (uint32_t other = 0; other < i; ++other) {
      InvocationId id(other);
      if (!first[id] || end[id] > invocation.start || end[id] < begins_after) continue;
      begins_after = end[id];
      work.after = id;
    }
    work.offset = std::max(Duration(), invocation.start - begins_after);
    Timestamp first_task = first[InvocationId(i)].value_or(invocation.start);
    work.lead = std::max(Duration(), first_task - invocation.start);
    work.runs_in_turn = ran_in_turn(runs[InvocationId(i)]);
    result.push_back(work);
  }
  return result;
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
                    .invocations = find_invocations(trace, placed),
                    .tail = find_tail(trace, placed),
                    .cores = trace.run.host.cores > 0 ? trace.run.host.cores : 1};
  for (const WorkInvocation& invocation : workload.invocations)
    workload.jobs = std::max(workload.jobs, invocation.jobs);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    TaskParts parts = parts_of(trace, TaskId(i));
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
