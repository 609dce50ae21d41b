// Drag of every task of a large graph: 1,000,000 tasks with 5,000,000 dependencies, a third of them
// on metadata. What is timed is packing the graph and finding the drag; the memory is the whole
// process's, the input included.

#include <sys/resource.h>
#include <time.h>

#include <cstdio>

#include "base/json_writer.h"
#include "graph/drag.h"
#include "graph/testing/random_tasks.h"

namespace makespan {
namespace {

void print_figure(const char* name, double value, const char* unit, double bound) {
  JsonWriter json;
  json.begin_object();
  json.key("name").value(name);
  json.key("value").value(value);
  json.key("unit").value(unit);
  json.key("bound").value(bound);
  json.key("holds").value(value <= bound);
  json.end_object();
  std::printf("%s\n", json.take().c_str());
  std::fflush(stdout);
}

// CPU of this one thread: what a wall clock says on a quiet machine, whatever runs beside.
double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void measure() {
  testing::RandomTasks tasks = testing::random_tasks(1'000'000, 5, 1);
  double start = cpu_seconds();
  TaskGraph graph = tasks.graph();
  print_figure("graph/pack-1M-tasks-5M-edges", cpu_seconds() - start, "s CPU", 1.5);
  start = cpu_seconds();
  find_drag(graph, tasks.durations);
  print_figure("graph/drag-1M-tasks-5M-edges", cpu_seconds() - start, "s CPU", 1.5);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  print_figure("graph/memory", static_cast<double>(usage.ru_maxrss) / 1000, "MB", 1000);
}

}  // namespace
}  // namespace makespan

int main() {
  makespan::measure();
}
