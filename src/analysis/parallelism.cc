#include "analysis/parallelism.h"

#include <algorithm>
#include <utility>

#include "analysis/programs.h"
#include "graph/concurrency.h"

namespace makespan {

std::vector<Duration> find_parallelism(const Trace& trace) {
  std::vector<uint8_t> waits = waiting_processes(trace);
  std::vector<Interval> at_work;
  for (size_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (waits[i] == 0) at_work.push_back({.start = task.start, .end = task.end()});
  }
  std::vector<Duration> durations = find_concurrency(at_work).durations;
  durations.resize(std::max<size_t>(1, durations.size()));
  // None is at work before the first and behind the last either.
  Duration some;
  for (size_t n = 1; n < durations.size(); ++n)
    some += durations[n];
  durations[0] = std::max(Duration(), trace.run.wall - some);
  return durations;
}

}  // namespace makespan
