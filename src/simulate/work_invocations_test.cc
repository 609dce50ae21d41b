#include "simulate/work_invocations.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "model/trace_builder.h"
#include "simulate/bounds.h"
#include "simulate/edit.h"
#include "simulate/simulate.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}
Timestamp at(int64_t n) {
  return Timestamp::at(ms(n));
}

// Cargos that call each other, on one core with one slot each.
class Calls : public ::testing::Test {
 protected:
  struct Cargo {
    ProcessId process;
    InvocationId invocation;
  };

  Cargo cargo(int64_t start, int64_t end, ProcessId caller = {}, InvocationId parent = {}) {
    Cargo made;
    made.process = builder_.add_process({.parent = caller, .start = at(start), .end = at(end)});
    made.invocation = builder_.add_invocation({.tool = BuildTool::cargo,
                                               .process = made.process,
                                               .parent = parent,
                                               .start = at(start),
                                               .wall = ms(end - start),
                                               .jobs = 1});
    return made;
  }
  ProcessId process(const Cargo& of, int64_t start) {
    return builder_.add_process({.parent = of.process, .start = at(start), .end = at(start)});
  }
  TaskId task(const Cargo& of, TaskKind kind, int64_t start, int64_t end, int64_t cpu,
              ProcessId process = {}) {
    return builder_.add_task({.kind = kind,
                              .name = builder_.intern("t" + std::to_string(start)),
                              .invocation = of.invocation,
                              .process = process,
                              .start = at(start),
                              .wall = ms(end - start),
                              .cpu = ms(cpu),
                              .run_queue_wait = Duration()});
  }
  void units(const Cargo& of, std::initializer_list<std::pair<int64_t, int64_t>> times) {
    for (auto [start, end] : times)
      task(of, TaskKind::library, start, end, end - start);
  }
  Workload finish(int64_t wall) {
    builder_.run().host.cores = 1;
    builder_.run().wall = ms(wall);
    trace_ = std::move(builder_).finish().value();
    return build_workload(trace_);
  }

  TraceBuilder builder_;
  Trace trace_;
};

Schedule simulated(const Workload& workload, uint32_t cores) {
  TaskGraph graph = workload.graph();
  return simulate(workload, graph, find_queue_order(workload, graph, Policy::cargo, 0),
                  {.cores = static_cast<double>(cores), .jobs = cores});
}

// cargo xtask: 10 ms until it calls cargo, 30 ms when that has ended. What it calls may be faster.
TEST_F(Calls, OfATaskBeginWhereItsOwnWorkHasComeAndHoldItsEnd) {
  Cargo outer = cargo(0, 300);
  ProcessId xtask = process(outer, 50);
  task(outer, TaskKind::run, 50, 300, 40, xtask);
  Cargo inner = cargo(60, 270, xtask, outer.invocation);
  units(inner, {{70, 170}, {170, 270}});
  Workload workload = finish(300);
  EXPECT_EQ(simulated(workload, 1).makespan, ms(300));
  Schedule faster = simulated(workload, 2);
  EXPECT_EQ(faster.tasks[TaskId(1)].start, at(70));
  EXPECT_EQ(faster.tasks[TaskId(2)].start, at(70));
  EXPECT_EQ(faster.tasks[TaskId(0)].end, at(200));
  EXPECT_EQ(faster.makespan, ms(200));
  EXPECT_EQ(find_bounds(workload, workload.graph(), 2).critical_path, ms(200));
}

// What `cargo run` becomes by exec has no CPU of its own in a recording.
TEST_F(Calls, AreNotAmongTheTimeOfATaskWhoseCpuIsUnknown) {
  Cargo outer = cargo(0, 300);
  TaskId xtask = task(outer, TaskKind::run, 50, 300, 0, outer.process);
  builder_.task(xtask).cpu.reset();
  Cargo inner = cargo(60, 270, outer.process, outer.invocation);
  units(inner, {{70, 170}, {170, 270}});
  Workload workload = finish(300);
  EXPECT_EQ(simulated(workload, 1).makespan, ms(300));
  EXPECT_EQ(simulated(workload, 2).makespan, ms(200));
}

// A build script that calls two, one after the other, with 5 ms in between.
TEST_F(Calls, OfOneTaskFollowEachOther) {
  Cargo outer = cargo(0, 225);
  ProcessId script = process(outer, 0);
  task(outer, TaskKind::build_script_run, 0, 215, 10, script);
  Cargo first = cargo(10, 110, script, outer.invocation);
  units(first, {{10, 60}, {60, 110}});
  Cargo second = cargo(115, 215, script, outer.invocation);
  units(second, {{115, 165}, {165, 215}});
  task(outer, TaskKind::library, 215, 225, 10);
  Workload workload = finish(225);
  EXPECT_EQ(simulated(workload, 1).makespan, ms(225));
  Schedule faster = simulated(workload, 2);
  EXPECT_EQ(faster.tasks[TaskId(3)].start, at(65));
  EXPECT_EQ(faster.makespan, ms(115));
}

// Tests that work in other threads while one of them calls cargo.
TEST_F(Calls, RunBesideATaskThatDoesNotWaitForThem) {
  Cargo outer = cargo(0, 100);
  ProcessId tests = process(outer, 0);
  task(outer, TaskKind::test_run, 0, 100, 100, tests);
  Cargo inner = cargo(20, 80, tests, outer.invocation);
  units(inner, {{20, 80}});
  Workload workload = finish(100);
  EXPECT_EQ(simulated(workload, 2).makespan, ms(100));
}

// cargo nextest starts a cargo that builds, and then runs the tests itself.
TEST_F(Calls, ComeBeforeTheUnitsOfTheToolThatMadeThem) {
  Cargo nextest = cargo(0, 260);
  Cargo inner = cargo(5, 210, nextest.process, nextest.invocation);
  units(inner, {{10, 110}, {110, 210}});
  task(nextest, TaskKind::test_run, 220, 260, 40, process(nextest, 220));
  Workload workload = finish(260);
  EXPECT_EQ(simulated(workload, 1).makespan, ms(260));
  Schedule faster = simulated(workload, 2);
  EXPECT_EQ(faster.tasks[TaskId(2)].start, at(120));
  EXPECT_EQ(faster.makespan, ms(160));
  EXPECT_EQ(find_bounds(workload, workload.graph(), 2).critical_path, ms(160));
}

TEST_F(Calls, GoWithTheTaskThatMakesThem) {
  Cargo outer = cargo(0, 200);
  ProcessId script = process(outer, 0);
  TaskId caller = task(outer, TaskKind::build_script_run, 0, 100, 0, script);
  Cargo inner = cargo(0, 100, script, outer.invocation);
  units(inner, {{0, 100}});
  task(outer, TaskKind::library, 100, 200, 100);
  Workload left = without(finish(200), {.tasks = {caller}});
  EXPECT_EQ(simulated(left, 1).makespan, ms(100));
}

// Who called it is in no recording of processes: its time stays as it was.
TEST_F(Calls, OfNobodyKnownBeginWhenTheyDid) {
  Cargo outer = cargo(0, 100);
  task(outer, TaskKind::library, 0, 100, 100);
  Cargo inner = cargo(60, 90, outer.process, outer.invocation);
  units(inner, {{60, 90}});
  Workload workload = finish(100);
  EXPECT_EQ(simulated(workload, 4).tasks[TaskId(1)].start, at(60));
}

}  // namespace
}  // namespace makespan
