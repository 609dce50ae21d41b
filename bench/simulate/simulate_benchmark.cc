// Simulations at the sizes that the speed goals name:
//
//   1,000,000 tasks with 5,000,000 dependencies, once, under the FIFO and under ninja's policy
//   cargo's priorities, transitive dependents counted exactly, of 20,000 units
//   a cargo build of 500 units, 12 core counts with 20 tie orders each
//
// The memory is the whole process's, the input included.

#include <sys/resource.h>
#include <time.h>

#include <cstdio>

#include "base/json_writer.h"
#include "graph/testing/random_tasks.h"
#include "simulate/random.h"
#include "simulate/reaction.h"
#include "simulate/sweep.h"
#include "simulate/task_parts.h"

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

template <class Call>
double seconds_of(Call call) {
  double start = cpu_seconds();
  call();
  return cpu_seconds() - start;
}

// Each task a frontend and, with codegen units, IR generation and so many units of codegen.
Workload make_workload(testing::RandomTasks& tasks, BuildTool tool, uint32_t units) {
  Workload workload{.direct_dependencies = tasks.dependencies.size(),
                    .invocations = {{.tool = tool, .jobs = 16}},
                    .cores = 16,
                    .jobs = 16};
  workload.dependencies = std::move(tasks.dependencies);
  for (uint32_t i = 0; i < tasks.durations.whole.size(); ++i) {
    Duration whole = tasks.durations.whole[TaskId(i)];
    Duration until = tasks.durations.until_metadata[TaskId(i)];
    std::vector<WorkPart> parts = {{.kind = SectionKind::frontend, .cpu = until}};
    Duration rest = whole - until;
    if (units > 0) {
      add_codegen_parts(parts, rest * 0.1, std::vector<Duration>(units, rest * (0.9 / units)));
    } else if (rest > Duration()) {
      parts.push_back({.stage = kStageAfterMetadata, .cpu = rest});
    }
    workload.tasks.push_back({.invocation = InvocationId(0),
                              .metadata_stage = kStageUntilMetadata,
                              .parts = {.first = static_cast<uint32_t>(workload.parts.size()),
                                        .count = static_cast<uint32_t>(parts.size())}});
    workload.parts.insert(workload.parts.end(), parts.begin(), parts.end());
  }
  return workload;
}

void measure_large() {
  testing::RandomTasks tasks = testing::random_tasks(1'000'000, 5, 1);
  Workload workload = make_workload(tasks, BuildTool::ninja, 0);
  TaskGraph graph = workload.graph();
  for (Policy policy : {Policy::fifo, Policy::ninja}) {
    double seconds = seconds_of([&] {
      simulate(workload, graph, find_queue_order(workload, graph, policy, 1), {.cores = 16});
    });
    print_figure(policy == Policy::fifo ? "simulate/fifo-1M-tasks-5M-edges"
                                        : "simulate/ninja-1M-tasks-5M-edges",
                 seconds, "s CPU", 2);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  print_figure("simulate/memory", static_cast<double>(usage.ru_maxrss) / 1000, "MB", 1000);
}

void measure_priorities() {
  TaskGraph graph = testing::random_tasks(20'000, 5, 1).graph();
  print_figure("simulate/cargo-priority-20k-units", seconds_of([&] { cargo_priorities(graph); }),
               "s CPU", 1);
}

void measure_sweep() {
  testing::RandomTasks tasks = testing::random_tasks(500, 4, 1);
  Workload workload = make_workload(tasks, BuildTool::cargo, 16);
  TaskGraph graph = workload.graph();
  SimulationOptions options{.contention = {.slowdown = 0.05, .machine_cores = 16},
                            .reaction = kUsualReaction};
  print_figure("simulate/sweep-500-units-12-cores-20-orders", seconds_of([&] {
                 sweep_cores(workload, graph, Policy::cargo, options, kSweepCores, 20);
               }),
               "s CPU", 0.5);
}

}  // namespace
}  // namespace makespan

int main() {
  makespan::measure_large();
  makespan::measure_priorities();
  makespan::measure_sweep();
}
