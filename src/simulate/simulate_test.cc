#include "simulate/simulate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "graph/drag.h"
#include "graph/testing/random_tasks.h"
#include "simulate/bounds.h"
#include "simulate/random.h"
#include "simulate/task_parts.h"
#include "simulate/tie_orders.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}
Timestamp at(int64_t n) {
  return Timestamp::at(ms(n));
}

// Tasks in one invocation, each a list of parts.
class Build {
 public:
  explicit Build(uint32_t jobs, BuildTool tool = BuildTool::cargo) {
    workload_.invocations.push_back({.tool = tool, .jobs = jobs});
    workload_.jobs = jobs;
  }

  TaskId task(std::vector<WorkPart> parts, uint8_t metadata_stage = WorkTask::kNoMetadata) {
    workload_.tasks.push_back({.invocation = InvocationId(0),
                               .metadata_stage = metadata_stage,
                               .parts = {.first = static_cast<uint32_t>(workload_.parts.size()),
                                         .count = static_cast<uint32_t>(parts.size())}});
    workload_.parts.insert(workload_.parts.end(), parts.begin(), parts.end());
    return TaskId(workload_.tasks.size() - 1);
  }
  TaskId task(int64_t cpu) { return task({{.cpu = ms(cpu)}}); }
  void needs(TaskId task, TaskId on, WaitsFor what = WaitsFor::all) {
    workload_.dependencies.push_back({.task = task, .on = on, .waits_for = what});
  }

  Schedule run(double cores, Policy policy = Policy::cargo) {
    TaskGraph graph = workload_.graph();
    return simulate(workload_, graph, find_queue_order(workload_, graph, policy, 0),
                    {.cores = cores, .record_parts = true});
  }
  Workload& workload() { return workload_; }

 private:
  Workload workload_;
};

TEST(Simulate, OneSlotRunsOneTaskAtATime) {
  Build build(1);
  build.task(10);
  build.task(20);
  EXPECT_EQ(build.run(4).makespan, ms(30));
}

TEST(Simulate, SharesACoreFairlyAmongMoreTasksThanCores) {
  Build build(2);
  TaskId shorter = build.task(10);
  build.task(20);
  Schedule schedule = build.run(1);
  EXPECT_EQ(schedule.tasks[shorter].end, at(20));
  EXPECT_EQ(schedule.makespan, ms(30));
  EXPECT_EQ(schedule.busy, ms(30));
}

TEST(Simulate, LetsAWokenThreadWaitOnlyWhileAllCoresAreBusy) {
  Build build(2);
  build.task({{.wakes = 2, .cpu = ms(100)}});
  TaskId second = build.task({{.wakes = 2, .cpu = ms(50)}});
  TaskGraph graph = build.workload().graph();
  QueueOrder order = find_queue_order(build.workload(), graph, Policy::fifo, 0);
  auto end_of_second = [&](double cores) {
    SimulationOptions options{.cores = cores, .scheduling_latency = ms(3)};
    return simulate(build.workload(), graph, order, options).tasks[second].end;
  };
  // Two cores: the first task found one idle, the second takes the last one.
  EXPECT_EQ(end_of_second(2), at(56));
  EXPECT_EQ(end_of_second(3), at(50));
}

TEST(Simulate, LetsNothingWaitForTheOnlyCoreWhileNobodyHasIt) {
  Build build(1);
  build.task({{.wakes = 2, .cpu = ms(100)}});
  build.task({{.wakes = 2, .cpu = ms(50)}});
  TaskGraph graph = build.workload().graph();
  SimulationOptions options{.cores = 1, .scheduling_latency = ms(3)};
  QueueOrder order = find_queue_order(build.workload(), graph, Policy::fifo, 0);
  EXPECT_EQ(simulate(build.workload(), graph, order, options).makespan, ms(150));
}

TEST(Simulate, RunsWhatIsBesideAPartWithoutAThreadOfItsOwn) {
  Build build(1);
  TaskId link = build.task({{.cpu = ms(100)}, {.beside = true, .cpu = ms(40)}});
  Schedule alone = build.run(2);
  EXPECT_EQ(alone.tasks[link].end, at(100));
  EXPECT_EQ(alone.busy, ms(140));
  EXPECT_EQ(alone.parts[1].end, at(40));
  EXPECT_EQ(build.run(1).tasks[link].end, at(140));
}

TEST(Simulate, GivesAToolItsOwnJobsWhateverTokensAreLeft) {
  auto makespan = [](uint32_t jobs) {
    Build build(1);
    TaskId script = build.task({{.cpu = ms(10)},
                                {.stage = 1, .cpu = ms(20)},
                                {.stage = 1, .cpu = ms(20)},
                                {.stage = 1, .cpu = ms(20)},
                                {.stage = 1, .cpu = ms(20)}});
    build.task(200);  // holds the other slot all the time
    build.workload().tasks[script.index()].own_jobs_stage = 1;
    TaskGraph graph = build.workload().graph();
    return simulate(build.workload(), graph,
                    find_queue_order(build.workload(), graph, Policy::fifo, 0),
                    {.cores = 8, .jobs = jobs})
        .tasks[script]
        .end;
  };
  EXPECT_EQ(makespan(1), at(90));
  EXPECT_EQ(makespan(2), at(50));
  EXPECT_EQ(makespan(4), at(30));
}

TEST(Simulate, LetsBlockedTimePassWithoutACore) {
  Build build(2);
  build.task({{.cpu = ms(10), .blocked = ms(50)}});
  build.task(60);
  EXPECT_EQ(build.run(1).makespan, ms(70));
}

TEST(Simulate, StartsADependentAtTheMetadataButKeepsTheSlot) {
  std::vector<WorkPart> library = {{.stage = 0, .cpu = ms(10)}, {.stage = 1, .cpu = ms(90)}};
  for (uint32_t jobs : {1U, 2U}) {
    Build build(jobs);
    TaskId syn = build.task(library, 0);
    TaskId app = build.task(20);
    build.needs(app, syn, WaitsFor::metadata);
    Schedule schedule = build.run(2);
    EXPECT_EQ(schedule.metadata[syn], at(10));
    EXPECT_EQ(schedule.tasks[app].start, at(jobs == 1 ? 100 : 10));
  }
}

TEST(Simulate, GivesCodegenThreadsTheTokensThatNoTaskHolds) {
  std::vector<WorkPart> units(4, {.kind = SectionKind::codegen, .cpu = ms(10)});
  for (auto [jobs, expected] :
       std::vector<std::pair<uint32_t, int64_t>>{{1, 40}, {2, 20}, {4, 10}}) {
    Build build(jobs);
    build.task(units);
    EXPECT_EQ(build.run(8).makespan, ms(expected)) << jobs << " jobs";
  }
}

TEST(Simulate, KeepsACompilersTokenWhileItHasCodegenLeft) {
  // The library takes the second token at 10; the application that its metadata let go asked for
  // one first and gets it.
  Build build(2);
  std::vector<WorkPart> library = {{.stage = 0, .cpu = ms(10)}};
  for (int i = 0; i < 4; ++i)
    library.push_back({.kind = SectionKind::codegen, .stage = 2, .cpu = ms(10)});
  TaskId syn = build.task(library, 0);
  TaskId app = build.task(20);
  build.needs(app, syn, WaitsFor::metadata);
  Schedule schedule = build.run(2);
  EXPECT_EQ(schedule.tasks[app].start, at(10));
  // One thread until the application ends at 30, two afterwards.
  EXPECT_EQ(schedule.tasks[syn].end, at(40));
}

TEST(Simulate, TakesNoTokensForThreadsUnderNinja) {
  Build build(1, BuildTool::ninja);
  build.task({{.kind = SectionKind::codegen, .cpu = ms(10)},
              {.kind = SectionKind::codegen, .cpu = ms(10)}});
  EXPECT_EQ(build.run(2).makespan, ms(10));

  Build cargo(1);
  cargo.task({{.kind = SectionKind::codegen, .cpu = ms(10)},
              {.kind = SectionKind::codegen, .cpu = ms(10)}});
  EXPECT_EQ(cargo.run(2).makespan, ms(20));
}

TEST(Simulate, HasTheReactionBeforeEveryTaskButTheFirst) {
  Build build(1);
  build.task(10);
  build.task(10);
  build.workload().invocations[0].lead = ms(5);
  TaskGraph graph = build.workload().graph();
  QueueOrder order = find_queue_order(build.workload(), graph, Policy::cargo, 0);
  Schedule schedule = simulate(build.workload(), graph, order, {.cores = 2, .reaction = ms(3)});
  EXPECT_EQ(schedule.tasks[TaskId(0)].start, at(5));
  EXPECT_EQ(schedule.tasks[TaskId(1)].start, at(18));
  EXPECT_EQ(schedule.makespan, ms(28));
}

TEST(Simulate, PutsWhatMoreTasksWaitForFirst) {
  Build build(1);
  TaskId lonely = build.task(10);
  TaskId base = build.task(10);
  TaskId top = build.task(10);
  build.needs(top, base);
  Schedule schedule = build.run(1);
  EXPECT_EQ(schedule.tasks[base].start, at(0));
  // base freed top, which is newer in the queue than the equally important lonely one.
  EXPECT_EQ(schedule.tasks[top].start, at(10));
  EXPECT_EQ(schedule.tasks[lonely].start, at(20));
}

TEST(Simulate, RunsInvocationsAfterEachOther) {
  Build build(2);
  build.workload().invocations[0].lead = ms(5);
  build.workload().invocations.push_back(
      {.jobs = 2, .after = InvocationId(0), .offset = ms(3), .lead = ms(2)});
  build.workload().tail = ms(1);
  build.task(10);
  TaskId second = build.task(10);
  build.workload().tasks[second.index()].invocation = InvocationId(1);
  Schedule schedule = build.run(2);
  EXPECT_EQ(schedule.tasks[second].start, at(20));
  EXPECT_EQ(schedule.makespan, ms(31));
  TaskGraph graph = build.workload().graph();
  EXPECT_EQ(find_bounds(build.workload(), graph, 2).critical_path, ms(31));
}

TEST(Simulate, WorksOnWhatOthersLeave) {
  Build build(2);
  build.task(100);
  build.task(100);
  TaskGraph graph = build.workload().graph();
  QueueOrder order = find_queue_order(build.workload(), graph, Policy::cargo, 0);
  Schedule schedule =
      simulate(build.workload(), graph, order, {.cores = 2, .taken = {{at(0), 1}, {at(100), 0}}});
  EXPECT_EQ(schedule.makespan, ms(150));
}

TEST(Simulate, SlowsTogetherWhatContends) {
  Build build(2);
  build.task(100);
  build.task(100);
  TaskGraph graph = build.workload().graph();
  QueueOrder order = find_queue_order(build.workload(), graph, Policy::cargo, 0);
  Schedule schedule = simulate(build.workload(), graph, order,
                               {.cores = 2, .contention = {.slowdown = 0.1, .machine_cores = 2}});
  EXPECT_EQ(schedule.makespan, ms(110));
}

TEST(Simulate, OfNothingTakesNoTime) {
  Build build(1);
  EXPECT_EQ(build.run(1).makespan, Duration());
  Workload empty;
  EXPECT_EQ(simulate(empty, empty.graph(), {}, {}).makespan, Duration());
}

TEST(Simulate, OfAChainOfTasksWithoutWorkDoesNotRecurse) {
  Build build(1);
  for (uint32_t i = 0; i < 200'000; ++i) {
    TaskId task = build.task({});
    if (i > 0) build.needs(task, TaskId(i - 1));
  }
  EXPECT_EQ(build.run(1, Policy::fifo).makespan, Duration());
}

TEST(CargoPriorities, CountTheTaskAndAllThatWaitForIt) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    uint32_t count = seed < 5 ? 60 : 2500;
    TaskGraph graph = testing::random_tasks(count, 1.5, seed).graph();
    DenseMap<TaskId, int64_t> priority = cargo_priorities(graph);
    for (uint32_t task = 0; task < count; task += seed < 5 ? 1 : 97) {
      std::set<uint32_t> reached = {task};
      std::vector<uint32_t> open = {task};
      while (!open.empty()) {
        uint32_t next = open.back();
        open.pop_back();
        for (Arc arc : graph.dag().after(next)) {
          if (reached.insert(arc.node).second) open.push_back(arc.node);
        }
      }
      EXPECT_EQ(priority[TaskId(task)], 100 * static_cast<int64_t>(reached.size()));
    }
  }
}

// A workload of one serial part a task in two stages, as random_tasks has them.
Workload serial_workload(const testing::RandomTasks& tasks, uint32_t jobs) {
  Workload workload{.dependencies = tasks.dependencies,
                    .direct_dependencies = tasks.dependencies.size(),
                    .invocations = {{.jobs = jobs}},
                    .jobs = jobs};
  for (uint32_t i = 0; i < tasks.durations.whole.size(); ++i) {
    Duration whole = tasks.durations.whole[TaskId(i)];
    Duration until = tasks.durations.until_metadata[TaskId(i)];
    workload.tasks.push_back({.invocation = InvocationId(0),
                              .metadata_stage = 0,
                              .parts = {.first = 2 * i, .count = 2}});
    workload.parts.push_back({.stage = 0, .cpu = until});
    workload.parts.push_back({.stage = 1, .cpu = whole - until});
  }
  return workload;
}

// List scheduling a millisecond at a time, as one would write it down. Only where every task has a
// core (jobs ≤ cores), all lengths are whole milliseconds, and no two tasks end together.
int64_t naive_makespan(const Workload& workload, const QueueOrder& order, uint32_t jobs) {
  struct State {
    int64_t until_metadata, whole, done = -1;
  };
  std::vector<State> tasks;
  for (const WorkTask& task : workload.tasks) {
    int64_t a = workload.parts[task.parts.first].cpu.nanoseconds() / 1'000'000;
    int64_t b = workload.parts[task.parts.first + 1].cpu.nanoseconds() / 1'000'000;
    tasks.push_back({a, a + b});
  }
  auto reached = [&](const Dependency& d) {
    const State& on = tasks[d.on.index()];
    return on.done >= (d.waits_for == WaitsFor::metadata ? on.until_metadata : on.whole);
  };
  size_t ended = 0;
  for (int64_t now = 0;; ++now) {
    // Tasks of no length end in the moment they start, so look until nothing changes.
    for (bool changed = true; changed;) {
      changed = false;
      uint32_t running = 0;
      for (const State& task : tasks)
        running += task.done >= 0 && task.done < task.whole;
      if (running >= jobs) break;
      TaskId best;
      for (uint32_t i = 0; i < tasks.size(); ++i) {
        if (tasks[i].done >= 0) continue;
        bool ready =
            std::all_of(workload.dependencies.begin(), workload.dependencies.end(),
                        [&](const Dependency& d) { return d.task != TaskId(i) || reached(d); });
        auto key = [&](TaskId t) { return std::pair(-order.priority[t], order.tie[t]); };
        if (ready && (!best.valid() || key(TaskId(i)) < key(best))) best = TaskId(i);
      }
      if (!best.valid()) break;
      tasks[best.index()].done = 0;
      changed = true;
    }
    ended = 0;
    for (State& task : tasks)
      ended += task.done >= task.whole;
    if (ended == tasks.size()) return now;
    for (State& task : tasks) {
      if (task.done >= 0) ++task.done;
    }
  }
}

TEST(Simulate, AgreesWithAListSchedulerWrittenDownNaively) {
  Random random(4);
  for (uint64_t seed = 1; seed <= 150; ++seed) {
    auto count = static_cast<uint32_t>(2 + random.below(14));
    testing::RandomTasks tasks = testing::random_tasks(count, 1.5, seed);
    for (uint32_t i = 0; i < count; ++i) {
      auto until = static_cast<int64_t>(1 + random.below(400));
      auto rest = static_cast<int64_t>(1 + random.below(400));
      tasks.durations.until_metadata[TaskId(i)] = ms(until);
      tasks.durations.whole[TaskId(i)] = ms(until + rest);
    }
    auto jobs = static_cast<uint32_t>(1 + random.below(4));
    Workload workload = serial_workload(tasks, jobs);
    TaskGraph graph = workload.graph();
    QueueOrder order = find_queue_order(workload, graph, Policy::cargo, seed);
    order.among_equals = AmongEquals::by_tie;
    EXPECT_EQ(simulate(workload, graph, order, {.cores = 8}).makespan,
              ms(naive_makespan(workload, order, jobs)))
        << "seed " << seed;
  }
}

TEST(Simulate, IsNeverBelowItsBounds) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    testing::RandomTasks tasks = testing::random_tasks(80, 1.5, seed);
    auto jobs = static_cast<uint32_t>(1 + seed % 7);
    Workload workload = serial_workload(tasks, jobs);
    TaskGraph graph = workload.graph();
    double cores = 1 + static_cast<double>(seed % 5);
    MakespanRange range = simulate_tie_orders(workload, graph, Policy::cargo, {.cores = cores}, 5);
    Duration rounding = Duration::microseconds(1);
    EXPECT_GE(range.minimum + rounding, find_bounds(workload, graph, cores).larger());
    EXPECT_LE(range.minimum, range.median);
    EXPECT_LE(range.median, range.maximum);
  }
}

// Compilers with their threads: serial until the metadata, then IR and codegen, some with a link.
Workload compiler_workload(const testing::RandomTasks& tasks, uint32_t jobs, uint64_t seed) {
  Workload workload{.dependencies = tasks.dependencies, .invocations = {{.jobs = jobs}}};
  Random random(seed);
  auto some = [&](uint64_t most) { return ms(static_cast<int64_t>(1 + random.below(most))); };
  for (uint32_t i = 0; i < tasks.durations.whole.size(); ++i) {
    std::vector<WorkPart> parts = {{.wakes = 2, .cpu = some(300), .blocked = some(20)}};
    add_codegen_parts(parts, some(20), std::vector<Duration>(1 + random.below(6), some(100)));
    if (i % 3 == 0) {
      parts.push_back({.stage = kStageLink, .wakes = 1, .cpu = some(90)});
      parts.push_back({.stage = kStageLink, .wakes = 1, .beside = true, .cpu = some(90)});
    }
    workload.tasks.push_back({.invocation = InvocationId(0),
                              .metadata_stage = 0,
                              .parts = {.first = static_cast<uint32_t>(workload.parts.size()),
                                        .count = static_cast<uint32_t>(parts.size())}});
    workload.parts.insert(workload.parts.end(), parts.begin(), parts.end());
  }
  return workload;
}

TEST(Simulate, IsNeverBelowItsBoundsWithThreadsThatContend) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    Workload workload = compiler_workload(testing::random_tasks(40, 1.5, seed),
                                          static_cast<uint32_t>(1 + seed % 7), seed);
    TaskGraph graph = workload.graph();
    double cores = 1 + static_cast<double>(seed % 5);
    for (double slowdown : {0.0, 0.2}) {
      SimulationOptions options{.cores = cores,
                                .contention = {.slowdown = slowdown, .machine_cores = 8},
                                .scheduling_latency = kSchedulingLatency};
      MakespanRange range = simulate_tie_orders(workload, graph, Policy::cargo, options, 5);
      EXPECT_GE(range.minimum + Duration::microseconds(1),
                find_bounds(workload, graph, cores).larger())
          << "seed " << seed << ", slowdown " << slowdown;
    }
  }
}

TEST(Simulate, WithoutEndOfCoresZeroingATaskSavesItsDrag) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    testing::RandomTasks tasks = testing::random_tasks(60, 1.5, seed);
    Workload workload = serial_workload(tasks, 1000);
    TaskGraph graph = workload.graph();
    DenseMap<TaskId, Duration> drag = find_drag(graph, unlimited_durations(workload));
    QueueOrder order = find_queue_order(workload, graph, Policy::fifo, 0);
    Duration before = simulate(workload, graph, order, {.cores = 1000}).makespan;
    for (uint32_t i = 0; i < 60; i += 3) {
      Workload zeroed = workload;
      zeroed.parts[size_t{2} * i].cpu = Duration();
      zeroed.parts[size_t{2} * i + 1].cpu = Duration();
      Duration after = simulate(zeroed, graph, order, {.cores = 1000}).makespan;
      EXPECT_EQ(before - after, drag[TaskId(i)]) << "seed " << seed << ", task " << i;
    }
  }
}

}  // namespace
}  // namespace makespan
