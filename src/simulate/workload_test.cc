#include "simulate/workload.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "model/trace_builder.h"
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

// lib ─┬─ tests of lib (20)         as `cargo test -j1` on one core runs them: tests, then doctests
//      ├─ tests of app (50)
//      └─ doctests of lib
class CargoTest : public ::testing::Test {
 protected:
  CargoTest() {
    builder_.run().host.cores = 1;
    cargo_ = builder_.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
    lib_ = add("lib", TaskKind::library, 0, 100);
    lib_tests_ = add("lib", TaskKind::test, 100, 20, lib_);
    app_tests_ = add("app", TaskKind::test, 120, 50, lib_);
  }

  TaskId add(std::string_view name, TaskKind kind, int64_t start, int64_t wall, TaskId on = {}) {
    TaskId id = builder_.add_task({.kind = kind,
                                   .name = builder_.intern(name),
                                   .invocation = cargo_,
                                   .start = at(start),
                                   .wall = ms(wall),
                                   .cpu = ms(wall),
                                   .run_queue_wait = Duration()});
    if (on.valid()) builder_.add_dependency({.task = id, .on = on});
    end_ = std::max(end_, ms(start + wall));
    return id;
  }

  Workload workload() {
    builder_.run().wall = end_;
    trace_ = std::move(builder_).finish().value();
    return build_workload(trace_);
  }

  TraceBuilder builder_;
  InvocationId cargo_;
  TaskId lib_;
  TaskId lib_tests_;
  TaskId app_tests_;
  Duration end_;
  Trace trace_;
};

Schedule simulated(const Workload& workload, uint32_t cores, uint32_t jobs) {
  TaskGraph graph = workload.graph();
  return simulate(workload, graph, find_queue_order(workload, graph, Policy::cargo, 0),
                  {.cores = static_cast<double>(cores), .jobs = jobs});
}

TEST_F(CargoTest, RunsNothingBeforeAllIsBuilt) {
  TaskId run = add("lib", TaskKind::test_run, 170, 30, lib_tests_);
  Schedule schedule = simulated(workload(), 4, 4);
  EXPECT_EQ(schedule.tasks[app_tests_].end, at(150));
  EXPECT_EQ(schedule.tasks[run].start, at(150));
}

TEST_F(CargoTest, RunsOneAfterTheOther) {
  TaskId first = add("app", TaskKind::test_run, 170, 10, app_tests_);
  TaskId second = add("lib", TaskKind::test_run, 180, 20, lib_tests_);
  TaskId doctest = add("lib", TaskKind::doctest, 200, 30, lib_);
  Schedule schedule = simulated(workload(), 4, 4);
  EXPECT_EQ(schedule.tasks[first].start, at(150));
  EXPECT_EQ(schedule.tasks[second].start, at(160));
  EXPECT_EQ(schedule.tasks[doctest].start, at(180));
  EXPECT_EQ(schedule.makespan, ms(210));
}

// cargo nextest: its tests are processes of their own, as many at once as there are slots.
TEST_F(CargoTest, RunsBesideEachOtherWhatWasSeenToRunSo) {
  builder_.run().host.cores = 2;
  TaskId first = add("lib", TaskKind::test_run, 170, 40, lib_tests_);
  TaskId second = add("app", TaskKind::test_run, 171, 40, app_tests_);
  Schedule schedule = simulated(workload(), 4, 4);
  EXPECT_EQ(schedule.tasks[first].start, at(150));
  EXPECT_EQ(schedule.tasks[second].start, at(150));
}

// That a test waits for its turn makes nobody need what ran before.
TEST_F(CargoTest, LosesWithAPackageItsTestsAndNoOthers) {
  TaskId first = add("lib", TaskKind::test_run, 170, 10, lib_tests_);
  TaskId middle = add("app", TaskKind::test_run, 180, 20, app_tests_);
  TaskId last = add("lib", TaskKind::doctest, 200, 30, lib_);
  Workload left = without(workload(), {.tasks = {app_tests_, middle}});
  for (TaskId there : {lib_, lib_tests_, first, last})
    EXPECT_TRUE(left.tasks[there.index()].present);
  Schedule schedule = simulated(left, 4, 4);
  EXPECT_EQ(schedule.tasks[first].start, at(120));
  EXPECT_EQ(schedule.tasks[last].start, at(130));
}

TEST_F(CargoTest, GivesATestProgramTheThreadsThatItsCpuNeeds) {
  builder_.run().host.cores = 8;
  TaskId run = add("lib", TaskKind::test_run, 170, 50, lib_tests_);
  builder_.task(run).cpu = ms(400);
  Workload recorded = workload();
  auto length = [&](uint32_t cores) {
    return simulated(recorded, cores, cores).tasks[run].length().seconds();
  };
  EXPECT_NEAR(length(8), 0.05, 1e-6);
  EXPECT_NEAR(length(2), 0.2, 1e-6);
  EXPECT_NEAR(length(1), 0.4, 1e-6);
  EXPECT_NEAR(length(64), 0.05, 1e-6);  // it had eight: what it would do with more is not known
}

// Eight threads on two cores, so that each waited for three quarters of the time.
TEST_F(CargoTest, CountsTheThreadsThatWaitedForACore) {
  builder_.run().host.cores = 2;
  TaskId run = add("lib", TaskKind::test_run, 170, 100, lib_tests_);
  builder_.task(run).cpu = ms(200);
  builder_.task(run).run_queue_wait = ms(600);
  Workload recorded = workload();
  EXPECT_NEAR(simulated(recorded, 2, 2).tasks[run].length().seconds(), 0.1, 1e-6);
  EXPECT_NEAR(simulated(recorded, 8, 8).tasks[run].length().seconds(), 0.025, 1e-6);
}

}  // namespace
}  // namespace makespan
