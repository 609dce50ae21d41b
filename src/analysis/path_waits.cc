#include "analysis/path_waits.h"

#include <algorithm>

namespace makespan {
namespace {

Timestamp released(const Trace& trace, TaskId on, WaitsFor what) {
  const Task& task = trace.tasks[on.index()];
  return what == WaitsFor::metadata ? task.metadata_ready.value_or(task.end()) : task.end();
}

PathWait wait_of(const Trace& trace, TaskId step, Timestamp from) {
  Timestamp start = trace.tasks[step.index()].start;
  Timestamp ready = std::min(from, start);
  PathWait result;
  auto [first, last] = std::equal_range(
      trace.dependencies.begin(), trace.dependencies.end(), Dependency{.task = step},
      [](const Dependency& a, const Dependency& b) { return a.task < b.task; });
  for (auto dependency = first; dependency != last; ++dependency) {
    Timestamp done = std::min(start, released(trace, dependency->on, dependency->waits_for));
    if (done <= ready) continue;
    ready = done;
    result.other = dependency->on;
  }
  result.for_other = ready - std::min(from, start);
  result.for_slot = start - ready;
  return result;
}

}  // namespace

std::vector<PathWait> find_path_waits(const Trace& trace, const CriticalPath& path) {
  std::vector<PathWait> result(path.steps.size());
  for (size_t i = 1; i < path.steps.size(); ++i) {
    const CriticalStep& before = path.steps[i - 1];
    result[i] =
        wait_of(trace, path.steps[i].task, released(trace, before.task, before.next_waits_for));
  }
  return result;
}

}  // namespace makespan
