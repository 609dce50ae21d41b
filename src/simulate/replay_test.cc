#include "simulate/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "graph/testing/random_tasks.h"
#include "model/trace_builder.h"
#include "simulate/random.h"
#include "simulate/reaction.h"
#include "simulate/ready_queue.h"
#include "simulate/task_parts.h"

namespace makespan {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}
Timestamp at(int64_t n) {
  return Timestamp::at(ms(n));
}

struct Moment {
  int64_t time;
  float busy, own;
  float stolen = 0;
};

Trace trace_of(const std::vector<Moment>& moments) {
  TraceBuilder builder;
  for (const Moment& moment : moments) {
    builder.add_sample({.time = at(moment.time),
                        .busy_cores = moment.busy,
                        .own_cores = moment.own,
                        .stolen_cores = moment.stolen},
                       {});
  }
  return std::move(builder).finish().value();
}

TEST(TakenCores, AreTheBusyOnesThatAreNotOursAndTheStolen) {
  Trace trace = trace_of({{50, 2, 1.5, 0.25}, {100, 2, 1.5, 0.25}, {150, 2, 2}, {200, 2, 2}});
  std::vector<TakenCores> taken = find_taken_cores(trace);
  ASSERT_THAT(taken, SizeIs(3));
  EXPECT_EQ(taken[0].from, at(0));
  EXPECT_DOUBLE_EQ(taken[0].cores, 0.75);
  EXPECT_EQ(taken[1].from, at(100));
  EXPECT_DOUBLE_EQ(taken[1].cores, 0);
}

TEST(TakenCores, WeighSamplesByTheirLengthAndAreNeverNegative) {
  Trace trace = trace_of({{20, 2, 1}, {100, 1, 1}, {200, 1, 2}});
  std::vector<TakenCores> taken = find_taken_cores(trace);
  ASSERT_THAT(taken, SizeIs(3));
  EXPECT_DOUBLE_EQ(taken[0].cores, 0.2);
  EXPECT_DOUBLE_EQ(taken[1].cores, 0);
}

TEST(TakenCores, OweTheNextWindowWhatTheTicksCountedLate) {
  // Ours alone: 20 ms less than nothing in one window, 20 ms too much in the next.
  Trace trace = trace_of({{100, 1.8F, 2}, {200, 2, 1.8F}, {300, 2, 1.8F}});
  std::vector<TakenCores> taken = find_taken_cores(trace);
  ASSERT_THAT(taken, SizeIs(4));
  EXPECT_NEAR(taken[0].cores, 0, 1e-6);
  EXPECT_NEAR(taken[1].cores, 0, 1e-6);
  EXPECT_NEAR(taken[2].cores, 0.2, 1e-6);
}

TEST(TakenCores, EndWithTheLastSample) {
  std::vector<TakenCores> taken = find_taken_cores(trace_of({{100, 2, 1}}));
  ASSERT_THAT(taken, SizeIs(2));
  EXPECT_EQ(taken[1].from, at(100));
  EXPECT_EQ(taken[1].cores, 0);
}

TEST(TakenCores, OfNoSamplesAreNone) {
  EXPECT_THAT(find_taken_cores(trace_of({})), IsEmpty());
}

TEST(TakenCores, CountOnlyStealWhereOurShareIsUnknown) {
  TraceBuilder builder;
  builder.add_sample({.time = at(100), .busy_cores = 2, .stolen_cores = 0.5F}, {});
  Trace trace = std::move(builder).finish().value();
  EXPECT_DOUBLE_EQ(find_taken_cores(trace)[0].cores, 0.5);
}

// A trace as if `schedule` had been recorded: tasks of wall time alone, one thread each. Tasks are
// renumbered by their start, as a trace has them.
Trace recorded(const testing::RandomTasks& tasks, const Schedule& schedule, uint32_t jobs) {
  TraceBuilder builder;
  builder.run().host.cores = jobs;
  builder.run().wall = schedule.makespan;
  InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = jobs});
  std::vector<TaskId> id;
  for (uint32_t i = 0; i < schedule.tasks.size(); ++i) {
    Span span = schedule.tasks[TaskId(i)];
    id.push_back(builder.add_task({.name = builder.intern("t" + std::to_string(i)),
                                   .invocation = cargo,
                                   .start = span.start,
                                   .wall = span.length(),
                                   .cpu = span.length(),
                                   .run_queue_wait = Duration(),
                                   .metadata_ready = schedule.metadata[TaskId(i)]}));
  }
  for (const Dependency& d : tasks.dependencies) {
    builder.add_dependency(
        {.task = id[d.task.index()], .on = id[d.on.index()], .waits_for = d.waits_for});
  }
  return std::move(builder).finish().value();
}

// Two stages a task, lengths in whole milliseconds and none empty, so that starts tell the order.
Workload workload_of(const testing::RandomTasks& tasks, uint32_t jobs, uint64_t seed) {
  Workload workload{.dependencies = tasks.dependencies,
                    .direct_dependencies = tasks.dependencies.size(),
                    .invocations = {{.jobs = jobs}},
                    .cores = static_cast<double>(jobs),
                    .jobs = jobs};
  Random random(seed);
  for (uint32_t i = 0; i < tasks.durations.whole.size(); ++i) {
    workload.tasks.push_back({.invocation = InvocationId(0),
                              .metadata_stage = 0,
                              .parts = {.first = 2 * i, .count = 2}});
    for (uint8_t stage = 0; stage < 2; ++stage) {
      workload.parts.push_back(
          {.stage = stage,
           .blocked = Duration::microseconds(static_cast<int64_t>(5'000 + random.below(400'000)))});
    }
  }
  return workload;
}

TEST(Replay, OfASimulatedScheduleIsThatSchedule) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    auto jobs = static_cast<uint32_t>(1 + seed % 4);
    testing::RandomTasks tasks = testing::random_tasks(40, 1.5, seed);
    Workload workload = workload_of(tasks, jobs, seed);
    TaskGraph graph = workload.graph();
    // A tie order of chance, which the replay has to find in what was recorded.
    QueueOrder order = find_queue_order(workload, graph, Policy::cargo, seed);
    Schedule schedule =
        simulate(workload, graph, order, {.cores = workload.cores, .reaction = kUsualReaction});
    Trace trace = recorded(tasks, schedule, jobs);
    Workload again = build_workload(trace);
    Replay replayed = replay(trace, again, again.graph());
    EXPECT_EQ(replayed.by_rules, trace.run.wall) << "seed " << seed;
    EXPECT_EQ(replayed.error_rules, 0) << "seed " << seed;
    for (uint32_t i = 0; i < trace.tasks.size(); ++i)
      EXPECT_EQ(replayed.rules_schedule.tasks[TaskId(i)].start, trace.tasks[i].start);
  }
}

// Compilers with all their stages: frontend until and after the metadata, codegen, a link.
Workload compilers(const testing::RandomTasks& tasks, uint32_t jobs, uint64_t seed) {
  Workload workload{.dependencies = tasks.dependencies,
                    .direct_dependencies = tasks.dependencies.size(),
                    .invocations = {{.jobs = jobs}},
                    .cores = static_cast<double>(jobs),
                    .jobs = jobs};
  Random random(seed);
  auto some = [&](int64_t from, uint64_t range) {
    return Duration::microseconds(from + static_cast<int64_t>(random.below(range)));
  };
  for (uint32_t i = 0; i < tasks.durations.whole.size(); ++i) {
    std::vector<WorkPart> parts = {
        {.kind = SectionKind::frontend, .stage = 0, .cpu = some(5'000, 300'000)},
        {.kind = SectionKind::frontend, .stage = 1, .cpu = some(1'000, 50'000)}};
    std::vector<Duration> units(1 + random.below(6));
    for (Duration& unit : units)
      unit = some(1'000, 100'000);
    std::sort(units.begin(), units.end(), std::greater<>());
    add_codegen_parts(parts, some(2'000, 20'000), units);
    if (i % 3 == 0)
      parts.push_back({.kind = SectionKind::link, .stage = kStageLink, .cpu = some(9'000, 90'000)});
    workload.tasks.push_back({.invocation = InvocationId(0),
                              .metadata_stage = 0,
                              .parts = {.first = static_cast<uint32_t>(workload.parts.size()),
                                        .count = static_cast<uint32_t>(parts.size())}});
    workload.parts.insert(workload.parts.end(), parts.begin(), parts.end());
  }
  return workload;
}

// The section that was recorded of a part; IR is recorded as one for all its pieces.
void add_sections(TraceBuilder& builder, TaskId id, const Workload& workload, const WorkTask& task,
                  const Schedule& schedule) {
  Section frontend{.task = id, .kind = SectionKind::frontend, .cpu = Duration()};
  Section ir{.task = id, .kind = SectionKind::other, .cpu = Duration()};
  for (uint32_t at = task.parts.first; at < task.parts.end(); ++at) {
    const WorkPart& part = workload.parts[at];
    Span span = schedule.parts[at];
    bool whole = part.kind == SectionKind::frontend || part.kind == SectionKind::other;
    if (!whole) {
      builder.add_section({.task = id,
                           .kind = part.kind,
                           .start = span.start,
                           .wall = span.length(),
                           .cpu = part.cpu,
                           .run_queue_wait = Duration()});
      continue;
    }
    Section& section = part.kind == SectionKind::other ? ir : frontend;
    if (*section.cpu == Duration()) section.start = span.start;
    *section.cpu += part.cpu;
    section.wall = span.end - section.start;
  }
  frontend.run_queue_wait = Duration();
  builder.add_section(frontend);
  builder.add_section(ir);
}

TEST(Replay, ByCpuOfASimulatedScheduleIsThatSchedule) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    auto jobs = static_cast<uint32_t>(1 + seed % 4);
    testing::RandomTasks tasks = testing::random_tasks(30, 1.5, seed);
    Workload workload = compilers(tasks, jobs, seed);
    workload.cores = jobs + 1;  // one is idle at all times: nobody waits to be scheduled
    TaskGraph graph = workload.graph();
    Schedule schedule =
        simulate(workload, graph, find_queue_order(workload, graph, Policy::cargo, seed),
                 {.cores = workload.cores, .reaction = kUsualReaction, .record_parts = true});
    TraceBuilder builder;
    builder.run().host.cores = workload.cores;
    builder.run().wall = schedule.makespan;
    InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = jobs});
    std::vector<TaskId> id;
    for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
      Span span = schedule.tasks[TaskId(i)];
      Duration cpu;
      for (uint32_t at = workload.tasks[i].parts.first; at < workload.tasks[i].parts.end(); ++at)
        cpu += workload.parts[at].cpu;
      id.push_back(builder.add_task({.kind = TaskKind::library,
                                     .name = builder.intern("t" + std::to_string(i)),
                                     .invocation = cargo,
                                     .start = span.start,
                                     .wall = span.length(),
                                     .cpu = cpu,
                                     .run_queue_wait = Duration(),
                                     .metadata_ready = schedule.metadata[TaskId(i)]}));
      add_sections(builder, id.back(), workload, workload.tasks[i], schedule);
    }
    for (const Dependency& d : tasks.dependencies) {
      builder.add_dependency(
          {.task = id[d.task.index()], .on = id[d.on.index()], .waits_for = d.waits_for});
    }
    Trace trace = std::move(builder).finish().value();
    Workload again = build_workload(trace);
    Replay replayed = replay(trace, again, again.graph());
    // Shares of a frontend are ratios of nanoseconds: a few of them come out otherwise.
    EXPECT_NEAR(replayed.simulated.seconds(), trace.run.wall.seconds(), 2e-6) << "seed " << seed;
    for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
      EXPECT_NEAR(replayed.schedule.tasks[TaskId(i)].start.seconds(),
                  trace.tasks[i].start.seconds(), 2e-6)
          << "seed " << seed << ", task " << i;
    }
  }
}

TEST(ReadyQueue, LeavesEqualsThatWereNeverReadyTogetherToTheRule) {
  // x was started at 5 and y was not ready before 7: that x went first says nothing.
  QueueOrder order{.priority = DenseMap<TaskId, int64_t>(2),
                   .tie = shuffled_ties(2, 0),
                   .among_equals = AmongEquals::newest_first,
                   .recorded = DenseMap<TaskId, QueueOrder::Recorded>(2)};
  TaskId x(0);
  TaskId y(1);
  order.recorded[x] = {.ready = at(0), .start = at(5)};
  order.recorded[y] = {.ready = at(7), .start = at(9)};
  ReadyQueue apart;
  apart.push(order, x.index(), 1);
  apart.push(order, y.index(), 2);
  EXPECT_EQ(apart.pop(order), y.index());

  order.recorded[y].ready = at(3);
  ReadyQueue together;
  together.push(order, x.index(), 1);
  together.push(order, y.index(), 2);
  EXPECT_EQ(together.pop(order), x.index());
  EXPECT_EQ(together.pop(order), y.index());
}

TEST(Replay, NamesTheFirstTaskThatStartsFarFromItsRecordedStart) {
  TraceBuilder builder;
  builder.run().host.cores = 2;
  InvocationId make = builder.add_invocation({.tool = BuildTool::make, .jobs = 1});
  TaskId before;
  for (auto [name, start] : {std::pair("a", 0), std::pair("b", 500), std::pair("c", 600)}) {
    TaskId task = builder.add_task({.name = builder.intern(name),
                                    .invocation = make,
                                    .start = at(start),
                                    .wall = ms(100),
                                    .cpu = ms(100),
                                    .run_queue_wait = Duration()});
    if (before.valid()) builder.add_dependency({.task = task, .on = before});
    before = task;
  }
  builder.run().wall = ms(700);
  Trace trace = std::move(builder).finish().value();
  Workload workload = build_workload(trace);
  Replay replayed = replay(trace, workload, workload.graph());
  EXPECT_EQ(replayed.simulated, ms(300));
  EXPECT_FALSE(replayed.reliable());
  ASSERT_TRUE(replayed.divergence);
  EXPECT_EQ(replayed.divergence->task, TaskId(1));
  EXPECT_EQ(replayed.divergence->recorded_start, ms(500));
  EXPECT_EQ(replayed.divergence->simulated_start, ms(100));
}

}  // namespace
}  // namespace makespan
