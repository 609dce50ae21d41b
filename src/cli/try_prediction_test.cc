#include "cli/try_prediction.h"

#include <gtest/gtest.h>

#include "model/trace_builder.h"

namespace makespan {
namespace {

// unicode ── quote ─┬─ derive (a proc-macro) ── app      100 ms of CPU each, app 300 ms
//                   └───────────────────────────┘
struct CpuPredictions : testing::Test {
  CpuPredictions() {
    TraceBuilder builder;
    builder.run().host.cores = 1;
    builder.run().wall = Duration::milliseconds(600);
    InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
    int64_t start = 0;
    auto add = [&](std::string_view name, TaskKind kind, int64_t cpu) {
      Duration time = Duration::milliseconds(cpu);
      TaskId task = builder.add_task({.kind = kind,
                                      .name = builder.intern(name),
                                      .version = builder.intern("1.0.0"),
                                      .invocation = cargo,
                                      .start = Timestamp::at(Duration::milliseconds(start)),
                                      .wall = time,
                                      .cpu = time});
      start += cpu;
      return task;
    };
    unicode = add("unicode", TaskKind::library, 100);
    quote = add("quote", TaskKind::library, 100);
    derive = add("derive", TaskKind::proc_macro, 100);
    app = add("app", TaskKind::binary, 300);
    builder.add_dependency({.task = quote, .on = unicode});
    builder.add_dependency({.task = derive, .on = quote});
    builder.add_dependency({.task = app, .on = quote});
    builder.add_dependency({.task = app, .on = derive});
    trace = std::move(builder).finish().value();
  }
  [[nodiscard]] TaskPrediction of(const CpuPrediction& prediction, TaskId task) const {
    return prediction.tasks.at(task_label(trace, task));
  }
  static TaskPrediction ms(int64_t recorded, int64_t changed) {
    return {.recorded = Duration::milliseconds(recorded),
            .changed = Duration::milliseconds(changed)};
  }

  TaskId unicode, quote, derive, app;
  Trace trace;
};

TEST_F(CpuPredictions, LeaveAllAsItIsWithoutAChange) {
  CpuPrediction prediction = predict_cpu(trace, {});
  EXPECT_EQ(prediction.change, 0.0);
  EXPECT_EQ(prediction.tasks.size(), 4u);
  EXPECT_EQ(of(prediction, app), ms(300, 300));
}

TEST_F(CpuPredictions, SayWhatATaskBecomes) {
  CpuPrediction prediction =
      predict_cpu(trace, {.expected = {Scale{.tasks = {app}, .section = {}, .factor = 0.5}}});
  EXPECT_EQ(of(prediction, app), ms(300, 150));
  EXPECT_EQ(of(prediction, quote), ms(100, 100));
  EXPECT_DOUBLE_EQ(*prediction.change, -0.25);
}

TEST_F(CpuPredictions, SayThatDroppedTasksCostNothing) {
  CpuPrediction prediction = predict_cpu(trace, {.expected = {Without{.tasks = {derive}}}});
  EXPECT_EQ(of(prediction, derive), ms(100, 0));
  EXPECT_EQ(of(prediction, unicode), ms(100, 100));
}

TEST_F(CpuPredictions, CountCopiesWithWhatTheyAreCopiesOf) {
  CpuPrediction prediction =
      predict_cpu(trace, {.expected = {Unshare{.tasks = {unicode, quote}, .host = {derive}},
                                       Scale{.tasks = {quote}, .section = {}, .factor = 2}}});
  EXPECT_EQ(of(prediction, unicode), ms(100, 200));
  EXPECT_EQ(of(prediction, quote), ms(100, 300));
  EXPECT_EQ(of(prediction, app), ms(300, 300));
}

TEST_F(CpuPredictions, AreAsTasksAreCalled) {
  EXPECT_TRUE(predict_cpu(trace, {}).tasks.contains("unicode 1.0.0"));
}

}  // namespace
}  // namespace makespan
