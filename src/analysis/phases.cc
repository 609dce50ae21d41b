#include "analysis/phases.h"

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>

#include "analysis/phase_figures.h"
#include "analysis/programs.h"

namespace makespan {
namespace {

// What may go on at a moment, most telling first: the first that does names the moment's phase.
enum class Activity : uint8_t { compile, link, run, lock, resolve, settle, elsewhere };
constexpr size_t kActivities = 7;

struct Edge {
  Timestamp at;
  Activity activity;
  int8_t step;  // +1 begins, -1 ends
};

class Timeline {
 public:
  Timeline(Timestamp start, Timestamp end) : start_(start), end_(end) {}

  void add(Activity activity, Timestamp from, Timestamp to) {
    from = std::max(from, start_);
    to = std::min(to, end_);
    if (from >= to) return;
    edges_.push_back({.at = from, .activity = activity, .step = 1});
    edges_.push_back({.at = to, .activity = activity, .step = -1});
  }

  [[nodiscard]] bool has(Activity activity) const {
    return std::any_of(edges_.begin(), edges_.end(),
                       [&](const Edge& edge) { return edge.activity == activity; });
  }

  // `idle` says what a moment is at which nothing goes on.
  template <class Idle>
  std::vector<PhaseSegment> segments(Idle idle) {
    std::sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) {
      return std::tuple(a.at, a.activity, a.step) < std::tuple(b.at, b.activity, b.step);
    });
    std::array<int64_t, kActivities> active{};
    std::vector<PhaseSegment> result;
    Timestamp at = start_;
    for (size_t i = 0; i <= edges_.size();) {
      Timestamp next = i < edges_.size() ? edges_[i].at : end_;
      if (next > at) append(result, phase_of(active).value_or(idle(at)), at, next);
      at = std::max(at, next);
      if (i == edges_.size()) break;
      for (; i < edges_.size() && edges_[i].at == next; ++i)
        active[static_cast<size_t>(edges_[i].activity)] += edges_[i].step;
    }
    return result;
  }

 private:
  static void append(std::vector<PhaseSegment>& result, Phase phase, Timestamp from, Timestamp to) {
    if (!result.empty() && result.back().phase == phase) {
      result.back().end = to;
    } else {
      result.push_back({.phase = phase, .start = from, .end = to});
    }
  }

  static std::optional<Phase> phase_of(const std::array<int64_t, kActivities>& active) {
    constexpr std::array<Phase, kActivities> phases = {
        Phase::compilation, Phase::linking,    Phase::running, Phase::lock,
        Phase::resolution,  Phase::post_build, Phase::running};
    for (size_t i = 0; i < kActivities; ++i) {
      if (active[i] > 0) return phases[i];
    }
    return std::nullopt;
  }

  Timestamp start_;
  Timestamp end_;
  std::vector<Edge> edges_;
};

Activity activity_of(Phase phase) {
  switch (phase) {
    case Phase::lock:
      return Activity::lock;
    case Phase::resolution:
      return Activity::resolve;
    case Phase::compilation:
      return Activity::compile;
    case Phase::linking:
      return Activity::link;
    case Phase::running:
      return Activity::run;
    case Phase::post_build:
      return Activity::settle;
  }
  return Activity::settle;
}

// The tasks of each invocation, and last those of none.
std::vector<std::vector<TaskId>> tasks_by_invocation(const Trace& trace) {
  std::vector<std::vector<TaskId>> result(trace.invocations.size() + 1);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    InvocationId id = trace.tasks[i].invocation;
    result[id.valid() ? id.index() : trace.invocations.size()].push_back(TaskId(i));
  }
  return result;
}

// A compiler's time, with its links cut out of it.
void add_compile(Timeline& timeline, const Trace& trace, const Task& task) {
  Timestamp at = task.start;
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind != SectionKind::link) continue;
    Timestamp from = std::clamp(section.start, at, task.end());
    Timestamp to = std::clamp(section.end(), from, task.end());
    timeline.add(Activity::compile, at, from);
    timeline.add(Activity::link, from, to);
    at = to;
  }
  timeline.add(Activity::compile, at, task.end());
}

PhaseBreakdown of_invocation(const Trace& trace, const Invocation& invocation,
                             std::span<const TaskId> tasks) {
  Timestamp end = invocation.start + invocation.wall;
  Timeline timeline(invocation.start, end);
  Timestamp first = end;
  Timestamp last_built = invocation.start;
  Timestamp first_run = end;
  Timestamp last_run = invocation.start;
  for (TaskId id : tasks) {
    const Task& task = trace.tasks[id.index()];
    first = std::min(first, task.start);
    if (is_executed(task.kind)) {
      timeline.add(Activity::run, task.start, task.end());
      first_run = std::min(first_run, task.start);
      last_run = std::max(last_run, task.end());
    } else {
      add_compile(timeline, trace, task);
      last_built = std::max(last_built, task.end());
    }
  }
  for (const LockWait& wait : trace.lock_waits) {
    if (wait.process.valid() && wait.process == invocation.process)
      timeline.add(Activity::lock, wait.start, wait.end);
  }

  PhaseBreakdown result;
  result.segments = timeline.segments([&](Timestamp at) {
    if (at < first) return Phase::resolution;
    if (at < last_built) return Phase::compilation;
    return at >= first_run && at < last_run ? Phase::running : Phase::post_build;
  });
  return result;
}

// Which processes are an invocation's ancestors (they only wait) or in its subtree (it speaks for
// them). Processes are sorted by start, parents before children but for equal starts.
std::vector<uint8_t> covered_by_invocations(const Trace& trace) {
  std::vector<uint8_t> covered(trace.processes.size());
  for (const Invocation& invocation : trace.invocations) {
    if (invocation.process.valid()) covered[invocation.process.index()] = 1;
  }
  for (size_t i = 0; i < trace.processes.size(); ++i) {
    ProcessId parent = trace.processes[i].parent;
    if (parent.valid() && covered[parent.index()] != 0) covered[i] = 1;
  }
  for (const Invocation& invocation : trace.invocations) {
    if (!invocation.process.valid()) continue;
    ProcessId at = trace.processes[invocation.process.index()].parent;
    while (at.valid() && covered[at.index()] == 0) {
      covered[at.index()] = 2;
      at = trace.processes[at.index()].parent;
    }
  }
  return covered;
}

Activity process_activity(const Trace& trace, const Task& task) {
  switch (process_role(trace.text(task.name))) {
    case ProcessRole::compiler:
      return Activity::compile;
    case ProcessRole::linker:
      return Activity::link;
    case ProcessRole::driver:
    case ProcessRole::other:
      return Activity::elsewhere;
  }
  return Activity::elsewhere;
}

PhaseBreakdown of_run(const Trace& trace, const std::vector<PhaseBreakdown>& invocations,
                      std::span<const TaskId> other_tasks) {
  Timestamp start;
  Timestamp end = start + trace.run.wall;
  Timeline timeline(start, end);
  Timestamp first = end;
  for (const PhaseBreakdown& breakdown : invocations) {
    for (const PhaseSegment& segment : breakdown.segments) {
      timeline.add(activity_of(segment.phase), segment.start, segment.end);
      first = std::min(first, segment.start);
    }
  }
  std::vector<uint8_t> covered = covered_by_invocations(trace);
  for (TaskId id : other_tasks) {
    const Task& task = trace.tasks[id.index()];
    if (task.process.valid() && covered[task.process.index()] != 0) continue;
    first = std::min(first, task.start);
    if (task.kind == TaskKind::process) {
      timeline.add(process_activity(trace, task), task.start, task.end());
    } else if (is_executed(task.kind)) {
      timeline.add(Activity::run, task.start, task.end());
    } else {
      add_compile(timeline, trace, task);
    }
  }
  for (size_t i = 0; i < trace.processes.size(); ++i) {
    const Process& process = trace.processes[i];
    if (covered[i] == 0) timeline.add(Activity::elsewhere, process.start, process.end);
  }
  // A command that builds nothing has no resolution either: all of it is the command, running.
  bool builds = !trace.invocations.empty() || timeline.has(Activity::compile);
  PhaseBreakdown result;
  result.segments = timeline.segments([&](Timestamp at) {
    if (!builds) return Phase::running;
    return at < first ? Phase::resolution : Phase::post_build;
  });
  return result;
}

}  // namespace

Phases find_phases(const Trace& trace) {
  std::vector<std::vector<TaskId>> tasks = tasks_by_invocation(trace);
  std::vector<uint8_t> waits = waiting_processes(trace);
  Phases result;
  for (size_t i = 0; i < trace.invocations.size(); ++i)
    result.invocations.push_back(of_invocation(trace, trace.invocations[i], tasks[i]));
  result.run = of_run(trace, result.invocations, tasks.back());

  for (size_t i = 0; i < result.invocations.size(); ++i)
    result.invocations[i].figures = phase_figures(trace, tasks[i], waits, result.invocations[i]);
  std::vector<TaskId> all(trace.tasks.size());
  for (uint32_t i = 0; i < all.size(); ++i)
    all[i] = TaskId(i);
  result.run.figures = phase_figures(trace, all, waits, result.run);
  return result;
}

}  // namespace makespan
