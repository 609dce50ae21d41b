#include "simulate/work_invocations.h"

#include <algorithm>
#include <cmath>

namespace makespan {
namespace {

uint32_t jobs_of(const Trace& trace, const Invocation& invocation) {
  if (invocation.jobs) return std::max(1U, *invocation.jobs);
  return std::max(1U, static_cast<uint32_t>(std::lround(trace.run.host.cores)));
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

// What is known of each invocation that is placed.
struct Facts {
  std::optional<Timestamp> first;  // start of its first task; none: it has none
  Timestamp end;                   // of its last
  std::vector<Interval> runs;
  TaskId caller;
};

class Finder {
 public:
  Finder(const Trace& trace, const DenseMap<InvocationId, bool>& placed)
      : trace_(trace), placed_(placed), facts_(trace.invocations.size()) {
    for (const Task& task : trace.tasks) {
      if (!is_placed(task)) continue;
      Facts& facts = facts_[task.invocation];
      facts.first = facts.first ? std::min(*facts.first, task.start) : task.start;
      facts.end = std::max(facts.end, task.end());
      if (is_executed(task.kind)) facts.runs.push_back({.start = task.start, .end = task.end()});
    }
    find_callers();
  }

  std::vector<WorkInvocation> run() {
    std::vector<WorkInvocation> result;
    for (uint32_t i = 0; i < trace_.invocations.size(); ++i) {
      InvocationId id(i);
      const Invocation& invocation = trace_.invocations[i];
      WorkInvocation work{.tool = invocation.tool,
                          .jobs = jobs_of(trace_, invocation),
                          .caller = facts_[id].caller,
                          .after = before(id),
                          .runs_in_turn = ran_in_turn(facts_[id].runs)};
      Timestamp begins_after = work.after.valid()    ? facts_[work.after].end
                               : work.caller.valid() ? first_call(work.caller)
                                                     : Timestamp();
      Timestamp begins = std::max(invocation.start, begins_after);
      work.offset = begins - begins_after;
      work.lead = std::max(Duration(), facts_[id].first.value_or(begins) - begins);
      result.push_back(work);
    }
    return result;
  }

 private:
  [[nodiscard]] bool is_placed(const Task& task) const {
    return task.invocation.valid() && placed_[task.invocation];
  }

  // The nearest task above that runs something. Who calls cargo from within a compiler (a
  // proc-macro) is not asked for.
  void find_callers() {
    DenseMap<ProcessId, TaskId> task_of(trace_.processes.size());
    for (uint32_t i = 0; i < trace_.tasks.size(); ++i) {
      const Task& task = trace_.tasks[i];
      bool runs = is_executed(task.kind) || task.kind == TaskKind::build_script_run;
      if (runs && is_placed(task) && task.process.valid()) task_of[task.process] = TaskId(i);
    }
    for (uint32_t i = 0; i < trace_.invocations.size(); ++i) {
      const Invocation& invocation = trace_.invocations[i];
      if (!invocation.parent.valid() || !invocation.process.valid()) continue;
      if (!facts_[InvocationId(i)].first) continue;
      ProcessId at = trace_.processes[invocation.process.index()].parent;
      while (at.valid() && !task_of[at].valid())
        at = trace_.processes[at.index()].parent;
      if (!at.valid()) continue;
      const Task& caller = trace_.tasks[task_of[at].index()];
      if (caller.start <= invocation.start && invocation.start < caller.end())
        facts_[InvocationId(i)].caller = task_of[at];
    }
  }

  [[nodiscard]] bool is_beneath(InvocationId id, InvocationId above) const {
    while (id.valid() && id != above)
      id = trace_.invocations[id.index()].parent;
    return id.valid();
  }

  // The last that had ended when this one began, of those that the same task called, or nobody.
  // What it called itself had ended when its own first task began.
  [[nodiscard]] InvocationId before(InvocationId id) const {
    const Facts& mine = facts_[id];
    InvocationId last;
    for (uint32_t i = 0; i < trace_.invocations.size(); ++i) {
      InvocationId other(i);
      if (other == id || !facts_[other].first || facts_[other].caller != mine.caller) continue;
      bool ended = facts_[other].end <= trace_.invocations[id.index()].start;
      bool called = mine.first && facts_[other].end <= *mine.first && is_beneath(other, id);
      if (!ended && !called) continue;
      if (!last.valid() || facts_[other].end >= facts_[last].end) last = other;
    }
    return last;
  }

  [[nodiscard]] Timestamp first_call(TaskId caller) const {
    std::optional<Timestamp> first;
    for (uint32_t i = 0; i < trace_.invocations.size(); ++i) {
      if (facts_[InvocationId(i)].caller != caller) continue;
      Timestamp start = trace_.invocations[i].start;
      first = first ? std::min(*first, start) : start;
    }
    return first.value_or(Timestamp());
  }

  const Trace& trace_;
  const DenseMap<InvocationId, bool>& placed_;
  DenseMap<InvocationId, Facts> facts_;
};

}  // namespace

std::vector<WorkInvocation> find_work_invocations(const Trace& trace,
                                                  const DenseMap<InvocationId, bool>& placed) {
  return Finder(trace, placed).run();
}

DenseMap<TaskId, std::optional<Interval>> find_calls(
    const Trace& trace, const std::vector<WorkInvocation>& invocations) {
  DenseMap<TaskId, std::optional<Interval>> calls(trace.tasks.size());
  for (uint32_t i = 0; i < invocations.size(); ++i) {
    TaskId caller = invocations[i].caller;
    if (!caller.valid()) continue;
    const Invocation& call = trace.invocations[i];
    Timestamp end = std::min(call.start + call.wall, trace.tasks[caller.index()].end());
    std::optional<Interval>& span = calls[caller];
    if (!span) span = {.start = call.start, .end = call.start};
    span->start = std::min(span->start, call.start);
    span->end = std::max(span->end, end);
  }
  return calls;
}

void split_at_calls(const Task& task, const Interval& calls, TaskParts& parts) {
  Duration waited = calls.end - calls.start;
  WorkPart& main = parts.parts.front();
  // Its own CPU holds that of the called tools beside their units: half of the time is enough.
  bool beside = task.cpu && main.cpu > Duration() && main.blocked < waited * 0.5;
  if (!beside) {
    Duration blocked = std::min(main.blocked, waited);
    main.blocked -= blocked;
    // Where the CPU is not known (of what cargo became by exec), the wall time stands for it.
    if (!task.cpu) main.cpu -= std::min(main.cpu, waited - blocked);
  }
  Duration own = beside ? task.wall : task.wall - waited;
  double share = std::clamp(ratio(calls.start - task.start, own), 0.0, 1.0);

  auto behind = std::find_if(parts.parts.begin(), parts.parts.end(), [&](const WorkPart& part) {
    return part.stage != kStageUntilMetadata;
  });
  std::vector<WorkPart> rest(parts.parts.begin(), behind);
  for (size_t i = 0; i < rest.size(); ++i) {
    WorkPart& before = parts.parts[i];
    rest[i].stage = kStageAfterMetadata;
    rest[i].wakes = kWakesOfThread;
    rest[i].cpu -= before.cpu = before.cpu * share;
    rest[i].blocked -= before.blocked = before.blocked * share;
  }
  parts.parts.insert(behind, rest.begin(), rest.end());
  parts.task.calls_behind_stage = kStageUntilMetadata;
  parts.task.works_beside_calls = beside;
}

}  // namespace makespan
