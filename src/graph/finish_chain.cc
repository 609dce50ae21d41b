#include "graph/finish_chain.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "graph/concurrency.h"

namespace makespan {
namespace {

// What a task waited for last: whom, and when that let it go.
struct Release {
  TaskId by;
  Timestamp at;
  WaitCause cause = WaitCause::nothing;
};

// Tasks by end, to find the last that ended before a moment.
class Ends {
 public:
  explicit Ends(const Trace& trace) : trace_(trace) {
    for (uint32_t i = 0; i < trace.tasks.size(); ++i)
      by_end_.push_back(TaskId(i));
    std::sort(by_end_.begin(), by_end_.end(), [&](TaskId a, TaskId b) { return key(a) < key(b); });
  }

  // The last task that ended in (after, moment], started before `moment` and is `wanted`.
  template <class Wanted>
  [[nodiscard]] TaskId last_before(Timestamp moment, Timestamp after, Wanted wanted) const {
    auto at = std::partition_point(by_end_.begin(), by_end_.end(),
                                   [&](TaskId task) { return end(task) <= moment; });
    while (at != by_end_.begin()) {
      TaskId task = *--at;
      if (end(task) <= after) break;
      if (trace_.tasks[task.index()].start < moment && wanted(task)) return task;
    }
    return TaskId::none();
  }

  [[nodiscard]] TaskId last() const { return by_end_.empty() ? TaskId::none() : by_end_.back(); }

 private:
  [[nodiscard]] Timestamp end(TaskId task) const { return trace_.tasks[task.index()].end(); }
  // Of tasks that end together the lowest id counts as the last.
  [[nodiscard]] std::tuple<Timestamp, uint32_t> key(TaskId task) const {
    return {end(task), UINT32_MAX - task.index()};
  }

  const Trace& trace_;
  std::vector<TaskId> by_end_;
};

// How many slots of each invocation were held, over time.
class Slots {
 public:
  explicit Slots(const Trace& trace) : trace_(trace), held_(trace.invocations.size()) {
    DenseMap<InvocationId, std::vector<Interval>> intervals(trace.invocations.size());
    for (const Task& task : trace.tasks) {
      if (!task.invocation.valid()) continue;
      intervals[task.invocation].push_back({.start = task.start, .end = task.end()});
      add_further_threads(task, intervals[task.invocation]);
    }
    for (uint32_t i = 0; i < trace.invocations.size(); ++i)
      held_[InvocationId(i)] = find_concurrency(intervals[InvocationId(i)]);
  }

  // Whether all were held just before this moment; where their number is unknown they may have
  // been.
  [[nodiscard]] bool all_held(InvocationId id, Timestamp moment) const {
    if (!id.valid()) return false;
    auto cores = static_cast<uint32_t>(std::lround(trace_.run.host.cores));
    uint32_t jobs = trace_.invocations[id.index()].jobs.value_or(cores);
    const std::vector<ConcurrencyProfile::Step>& steps = held_[id].steps;
    auto behind = std::partition_point(
        steps.begin(), steps.end(),
        [&](const ConcurrencyProfile::Step& step) { return step.start < moment; });
    return behind != steps.begin() && std::prev(behind)->count >= jobs;
  }

 private:
  void add_further_threads(const Task& task, std::vector<Interval>& intervals) const {
    std::vector<Interval> threads;
    for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
      const Section& section = trace_.sections[i];
      if (section.kind == SectionKind::codegen || section.kind == SectionKind::lto)
        threads.push_back({.start = section.start, .end = section.end()});
    }
    if (threads.size() < 2) return;
    std::vector<ConcurrencyProfile::Step> steps = find_concurrency(threads).steps;
    for (size_t i = 0; i + 1 < steps.size(); ++i) {
      for (uint32_t thread = 1; thread < steps[i].count; ++thread)
        intervals.push_back({.start = steps[i].start, .end = steps[i + 1].start});
    }
  }

  const Trace& trace_;
  DenseMap<InvocationId, ConcurrencyProfile> held_;
};

Timestamp released_at(const Task& task, WaitsFor what) {
  return what == WaitsFor::metadata ? task.metadata_ready.value_or(task.end()) : task.end();
}

Release last_dependency(const Trace& trace, const TaskGraph& graph, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  Release last;
  for (Arc arc : graph.dag().before(id.index())) {
    const Task& on = trace.tasks[arc.node];
    Timestamp at = released_at(on, waits_for(arc));
    // A recording may be off by a little; a dependency that began later released nothing.
    if (on.start > task.start) continue;
    if (last.by.valid() && std::tuple(at, arc.node) <= std::tuple(last.at, last.by.index()))
      continue;
    last = {.by = TaskId(arc.node), .at = at, .cause = WaitCause::dependency};
  }
  return last;
}

Timestamp invocation_start(const Trace& trace, const Task& task) {
  return task.invocation.valid() ? trace.invocations[task.invocation.index()].start : Timestamp();
}

Release find_release(const Trace& trace, const TaskGraph& graph, const Ends& ends,
                     const Slots& slots, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  Release dependency = last_dependency(trace, graph, id);
  Timestamp ready = std::max(dependency.at, invocation_start(trace, task));
  if (task.start - ready > kPromptStart) {
    TaskId freed = ends.last_before(task.start, ready, [&](TaskId other) {
      return other != id && trace.tasks[other.index()].invocation == task.invocation;
    });
    bool takes_turns = is_executed(task.kind);
    if (freed.valid() &&
        (takes_turns || slots.all_held(task.invocation, trace.tasks[freed.index()].end())))
      return {.by = freed, .at = ready, .cause = WaitCause::slot};
  }
  if (dependency.by.valid()) return dependency;

  TaskId earlier = ends.last_before(ready, Timestamp(), [&](TaskId other) {
    return trace.tasks[other.index()].invocation != task.invocation;
  });
  if (earlier.valid()) return {.by = earlier, .at = ready, .cause = WaitCause::invocation};
  return {.at = ready};
}

}  // namespace

FinishChain find_finish_chain(const Trace& trace, const TaskGraph& graph) {
  Ends ends(trace);
  Slots slots(trace);
  FinishChain chain;
  DenseMap<TaskId, bool> seen(trace.tasks.size());
  for (TaskId at = ends.last(); at.valid() && !seen[at];) {
    seen[at] = true;
    const Task& task = trace.tasks[at.index()];
    Release release = find_release(trace, graph, ends, slots, at);
    chain.steps.push_back({.task = at,
                           .start = task.start,
                           .end = task.end(),
                           .released_next = task.end(),
                           .waited_for = release.cause,
                           .wait = std::max(task.start - release.at, Duration())});
    at = release.by;
  }
  std::reverse(chain.steps.begin(), chain.steps.end());
  for (size_t i = 0; i + 1 < chain.steps.size(); ++i) {
    const FinishStep& after = chain.steps[i + 1];
    if (after.waited_for != WaitCause::dependency) continue;
    chain.steps[i].released_next = std::min(after.start - after.wait, chain.steps[i].end);
  }
  return chain;
}

std::string_view word(WaitCause cause) {
  switch (cause) {
    case WaitCause::nothing:
      return "nothing";
    case WaitCause::dependency:
      return "dependency";
    case WaitCause::slot:
      return "slot";
    case WaitCause::invocation:
      return "invocation";
  }
  return "";
}

}  // namespace makespan
