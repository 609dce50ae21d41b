#include "simulate/whatif.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "model/trace_builder.h"
#include "simulate/reaction.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}
Timestamp at(int64_t n) {
  return Timestamp::at(ms(n));
}

TaskId add(TraceBuilder& builder, InvocationId invocation, int64_t start, int64_t wall) {
  return builder.add_task({.kind = invocation.valid() ? TaskKind::library : TaskKind::process,
                           .name = builder.intern("t" + std::to_string(start)),
                           .invocation = invocation,
                           .start = at(start),
                           .wall = ms(wall),
                           .cpu = ms(wall),
                           .run_queue_wait = Duration()});
}

Trace finish(TraceBuilder builder, int64_t wall) {
  builder.run().host.cores = 4;
  builder.run().wall = ms(wall);
  builder.run().cpu = ms(wall);
  builder.run().exit_code = 0;
  return std::move(builder).finish().value();
}

// Three commands of a script: nobody knows that they had to wait for each other.
TEST(WhatIf, IsNotAnsweredForATreeOfProcesses) {
  TraceBuilder builder;
  for (int64_t start : {0, 100, 200})
    add(builder, InvocationId(), start, 100);
  Trace trace = finish(std::move(builder), 300);
  EXPECT_EQ(why_not_simulated(trace), CannotSimulate::no_order);
  EXPECT_FALSE(answer_for_report(trace, {}));
}

Trace ninja_build(bool with_edges) {
  TraceBuilder builder;
  InvocationId ninja = builder.add_invocation({.tool = BuildTool::ninja, .jobs = 4});
  TaskId first = add(builder, ninja, 0, 100);
  TaskId second = add(builder, ninja, 100, 100);
  if (with_edges) builder.add_dependency({.task = second, .on = first});
  return finish(std::move(builder), 200);
}

TEST(WhatIf, IsNotAnsweredForAToolWhoseEdgesNobodyKnows) {
  EXPECT_EQ(why_not_simulated(ninja_build(false)), CannotSimulate::no_order);
  EXPECT_EQ(why_not_simulated(ninja_build(true)), std::nullopt);
}

TEST(WhatIf, IsNotAnsweredWithoutTasks) {
  EXPECT_EQ(why_not_simulated(finish(TraceBuilder(), 100)), CannotSimulate::no_tasks);
}

// A script that compiles, tests for 300 ms by a program of its own and compiles again: what is
// between the two cargos stays, whatever the cores.
TEST(WhatIf, LeavesTheTimeOfProcessesWithoutAPlaceAsItWas) {
  TraceBuilder builder;
  InvocationId build = builder.add_invocation(
      {.tool = BuildTool::cargo, .start = at(0), .wall = ms(200), .jobs = 1});
  InvocationId again = builder.add_invocation(
      {.tool = BuildTool::cargo, .start = at(500), .wall = ms(200), .jobs = 1});
  add(builder, build, 10, 100);
  add(builder, build, 110, 90);
  add(builder, InvocationId(), 200, 300);
  add(builder, again, 500, 100);
  add(builder, again, 600, 100);
  Trace trace = finish(std::move(builder), 750);
  ASSERT_EQ(why_not_simulated(trace), std::nullopt);
  WhatIfAnswer answer =
      answer_whatif(trace, {.points = {{.jobs = 2, .cores = 4}}, .contention = {}});
  EXPECT_EQ(answer.outside.tasks, 1U);
  EXPECT_EQ(answer.outside.cpu, ms(300));
  // The reaction before each second task, and none before the first ones.
  EXPECT_EQ(answer.replay.by_rules, ms(750) + kUsualReaction * 2);
  EXPECT_EQ(answer.results[1].makespan, ms(10 + 100 + 300 + 100 + 50));
}

Trace row_of_units(int64_t count) {
  TraceBuilder builder;
  InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
  for (int64_t i = 0; i < count; ++i)
    add(builder, cargo, i, 1);
  return finish(std::move(builder), count);
}

// Two tasks that take each other's time, in so many sections.
Trace cargo_build(size_t sections) {
  TraceBuilder builder;
  InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
  for (int64_t start : {0, 100}) {
    TaskId task = add(builder, cargo, start, 100);
    for (size_t i = 0; i < sections / 2; ++i)
      builder.add_section({.task = task, .start = at(start), .wall = ms(1), .cpu = Duration()});
  }
  return finish(std::move(builder), 200);
}

// first ── second ── last       10, 40 and 10 ms; beside second there is short, 15 ms.
//   └────── short ────┘
Trace diamond_of_two_invocations() {
  TraceBuilder builder;
  InvocationId build =
      builder.add_invocation({.tool = BuildTool::cargo, .start = at(0), .wall = ms(60), .jobs = 4});
  InvocationId again = builder.add_invocation(
      {.tool = BuildTool::cargo, .start = at(60), .wall = ms(20), .jobs = 4});
  TaskId first = add(builder, build, 0, 10);
  TaskId second = add(builder, build, 10, 40);
  TaskId beside = add(builder, build, 11, 15);
  TaskId last = add(builder, build, 50, 10);
  add(builder, again, 60, 20);
  for (TaskId on : {second, beside})
    builder.add_dependency({.task = last, .on = on});
  for (TaskId task : {second, beside})
    builder.add_dependency({.task = task, .on = first});
  return finish(std::move(builder), 80);
}

// The second cargo's only unit has none: though its chain is shorter, the first one's end is not
// its end.
TEST(WhatIf, GivesTheSlackOfEveryTaskToTheEndOfItsInvocation) {
  const WhatIfAnswer answer = answer_whatif(diamond_of_two_invocations(), {.contention = {}});
  EXPECT_THAT(answer.task_slack.values(),
              testing::ElementsAre(Duration(), Duration(), ms(25), Duration(), Duration()));
}

TEST(WhatIf, GivesNoSlackToWhatHasNoPlace) {
  TraceBuilder builder;
  InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
  add(builder, InvocationId(), 0, 100);
  add(builder, cargo, 100, 100);
  const WhatIfAnswer answer = answer_whatif(finish(std::move(builder), 200), {.contention = {}});
  EXPECT_EQ(answer.task_slack[TaskId(0)], std::nullopt);
  EXPECT_EQ(answer.task_slack[TaskId(1)], Duration());
}

TEST(WhatIf, AnswersAtEachPointWithAndWithoutTheEdits) {
  const std::vector<Edit> edits = {Scale{.tasks = {TaskId(1)}, .section = {}}};
  const WhatIfAnswer answer =
      answer_whatif(diamond_of_two_invocations(), {.points = {{.jobs = 1, .cores = 1}},
                                                   .change = {.label = "b free", .edits = edits},
                                                   .contention = {}});
  ASSERT_EQ(answer.results.size(), 6U);
  EXPECT_FALSE(answer.results[1].edited);
  EXPECT_EQ(answer.results[1].label, "-j1 on 1 core");
  EXPECT_GE(answer.results[1].makespan, ms(95));  // and starting
  EXPECT_TRUE(answer.results[3].edited);
  EXPECT_EQ(answer.results[3].label, "-j1 on 1 core, b free");
  EXPECT_EQ(answer.results[3].setting, "-j1 on 1 core");
  EXPECT_LT(answer.results[3].makespan, ms(95));
  EXPECT_TRUE(answer.results.back().edited);
  EXPECT_EQ(answer.results.back().setting, "-j4 on 4 cores");
  // Of the recorded build the chain 10 + 40 + 10, then 20; of the edited one 10 + 15 + 10.
  EXPECT_EQ(answer.bounds.critical_path, ms(80));
  ASSERT_TRUE(answer.edited_bounds);
  EXPECT_EQ(answer.edited_bounds->critical_path, ms(55));
}

TEST(WhatIf, HasNoEditedBuildWhereOnlyTheMachineIsAnother) {
  const WhatIfAnswer answer = answer_whatif(
      cargo_build(0),
      {.points = {{.jobs = 4, .cores = 4}}, .change = {.label = "cores=2", .cores = 2}});
  ASSERT_EQ(answer.results.size(), 4U);
  EXPECT_FALSE(answer.results[1].edited);
  EXPECT_FALSE(answer.edited_bounds);
  EXPECT_TRUE(answer.results.back().edited);
}

TEST(WhatIf, SimulatesTheDragOfEveryTaskWhereThatIsQuick) {
  WhatIfQuestion question{.contention = {}, .every_task = true};
  const WhatIfAnswer answer = answer_whatif(diamond_of_two_invocations(), question);
  ASSERT_EQ(answer.asked_drag.size(), 5U);
  EXPECT_EQ(answer.asked_drag[1].task, TaskId(1));
  EXPECT_GT(answer.asked_drag[1].recorded, ms(20));
  EXPECT_LT(answer.asked_drag[1].recorded, ms(40));
  question.drag_sets = 0;
  question.sweep = {};
  question.tie_orders = 1;
  EXPECT_EQ(answer_whatif(row_of_units(500), question).asked_drag.size(), 500U);
  EXPECT_TRUE(answer_whatif(row_of_units(600), question).asked_drag.empty());
}

TEST(WhatIf, KnowsWhetherCodegenGetsThreadsThatWereNotMeasured) {
  auto answer = [](Edit edit) {
    return answer_whatif(cargo_build(2), {.change = {.label = "edit", .edits = {std::move(edit)}}});
  };
  EXPECT_TRUE(answer(CodegenUnits{.tasks = {TaskId(0)}}).codegen_cpu_as_measured);
  EXPECT_FALSE(answer(Scale{.tasks = {TaskId(0)}, .section = {}}).codegen_cpu_as_measured);
}

// As long as it takes is not what a report may take.
TEST(WhatIf, AnswersForAReportWithoutSingleTasksWhereThereAreManySections) {
  EXPECT_EQ(answer_for_report(cargo_build(100), {TaskId(0)})->asked_drag.size(), 1U);
  WhatIfAnswer large = answer_for_report(cargo_build(21'000), {TaskId(0)}).value();
  EXPECT_TRUE(large.asked_drag.empty());
  EXPECT_TRUE(large.drag.empty());
  EXPECT_EQ(large.sweep.points.size(), 8U);
}

TEST(WhatIf, SlowsALargerMachineDownByWhatItsOwnCoresCostEachOther) {
  WhatIfQuestion question{.points = {{.jobs = 16, .cores = 16}},
                          .contention = {.low = 0.2, .middle = 0.2, .high = 0.2, .fitted = true},
                          .sweep = {2, 16}};
  const WhatIfAnswer answer = answer_whatif(cargo_build(0), question);
  EXPECT_EQ(answer.sweep.points[1].range.median, answer.results[1].makespan);
  EXPECT_LE(answer.sweep.points[1].range.median, answer.sweep.points[0].range.median);
}

// Four cores are busy while the first of two tasks that wait for each other runs, and one then. On
// a machine whose cores cost each other less the chain takes less than its measured CPU.
TEST(WhatIf, HasNoResultBelowTheBoundsWhereContentionIsFitted) {
  TraceBuilder builder;
  InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 4});
  TaskId first = add(builder, cargo, 0, 100);
  for (int64_t start : {1, 2, 3})
    add(builder, cargo, start, 100);
  builder.add_dependency({.task = add(builder, cargo, 100, 100), .on = first});
  const Trace trace = finish(std::move(builder), 200);
  const WhatIfAnswer answer = answer_whatif(
      trace, {.points = {{.jobs = 8, .cores = 64}},
              .contention = {.low = 0.3, .middle = 0.3, .high = 0.3, .fitted = true}});
  for (const WhatIfResult& result : answer.results)
    EXPECT_GE(result.makespan, answer.bounds.critical_path) << result.label;
  EXPECT_LT(answer.bounds.critical_path, ms(200));
}

// Two tasks that need nothing of each other, one after the other for want of a slot.
TEST(WhatIf, SimulatesTheChangedBuildOnTheMachineThatTheChangeIs) {
  const Trace trace = cargo_build(0);
  const WhatIfAnswer answer = answer_whatif(
      trace, {.change = {.label = "cores=2", .jobs = 2, .cores = 2}, .contention = {}});
  ASSERT_GE(answer.results.size(), 2U);
  EXPECT_EQ(answer.results.back().label, "cores=2");
  EXPECT_EQ(answer.results.back().cores, 2);
  EXPECT_GE(answer.results.front().makespan, ms(200));
  EXPECT_LT(answer.results.back().makespan, ms(120));  // 100, and starting
}

// `cargo build -j1 && cargo test -j4`, two units each that need nothing of each other.
TEST(WhatIf, LeavesEachInvocationItsOwnSlotsAsRecorded) {
  TraceBuilder builder;
  InvocationId build = builder.add_invocation(
      {.tool = BuildTool::cargo, .start = at(0), .wall = ms(200), .jobs = 1});
  InvocationId test = builder.add_invocation(
      {.tool = BuildTool::cargo, .start = at(200), .wall = ms(100), .jobs = 4});
  add(builder, build, 0, 100);
  add(builder, build, 100, 100);
  add(builder, test, 200, 100);
  add(builder, test, 201, 100);
  const Trace trace = finish(std::move(builder), 301);
  const std::vector<Edit> edits = {Scale{.tasks = {TaskId(3)}, .section = {}, .factor = 1}};
  const WhatIfAnswer answer = answer_whatif(trace, {.points = {{.jobs = 4, .cores = 4}},
                                                    .change = {.label = "same", .edits = edits},
                                                    .contention = {}});
  EXPECT_GE(answer.results.front().makespan, ms(300));
  EXPECT_LT(answer.results[1].makespan, ms(250));  // -j4 for both
  EXPECT_GE(answer.results[2].makespan, ms(300));  // longest path first
  EXPECT_EQ(answer.results.back().setting, "-j as recorded on 4 cores");
  EXPECT_GE(answer.results.back().makespan, ms(300));
  EXPECT_EQ(answer.results.back().jobs, 4U);
}

TEST(WhatIf, SpansWhatIsNotKnownOfAChange) {
  const Trace trace = cargo_build(0);
  auto scaled = [](double factor) {
    return std::vector<Edit>{Scale{.tasks = {TaskId(0)}, .section = {}, .factor = factor}};
  };
  WhatIfQuestion question{.change = {.label = "fix", .edits = scaled(0.5)}, .contention = {}};
  const WhatIfResult sure = answer_whatif(trace, question).results.back();
  question.change.ends = {scaled(0.1), scaled(0.9)};
  const WhatIfResult unsure = answer_whatif(trace, question).results.back();
  EXPECT_EQ(unsure.makespan, sure.makespan);
  EXPECT_LT(unsure.minimum, sure.minimum - ms(20));
  EXPECT_GT(unsure.maximum, sure.maximum + ms(20));
}

}  // namespace
}  // namespace makespan
