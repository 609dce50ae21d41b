#include "model/trace_builder.h"

#include <gtest/gtest.h>

#include <utility>

namespace makespan {
namespace {

Timestamp at_ms(int64_t ms) {
  return Timestamp::at(Duration::milliseconds(ms));
}

TEST(TraceBuilder, SortsTasksByStartAndRenumbersWhatNamesThem) {
  TraceBuilder builder;
  TaskId late = builder.add_task({.name = builder.intern("app"), .start = at_ms(20)});
  TaskId early = builder.add_task({.name = builder.intern("syn"), .start = at_ms(10)});
  builder.add_section({.task = late, .kind = SectionKind::link, .start = at_ms(25)});
  builder.add_section({.task = late, .kind = SectionKind::frontend, .start = at_ms(20)});
  builder.add_dependency({.task = late, .on = early, .waits_for = WaitsFor::metadata});

  Trace trace = std::move(builder).finish().value();
  EXPECT_EQ(trace.text(trace.tasks[0].name), "syn");
  EXPECT_EQ(trace.dependencies[0], (Dependency{TaskId(1), TaskId(0), WaitsFor::metadata}));
  EXPECT_EQ(trace.tasks[1].sections, (Range{.first = 0, .count = 2}));
  EXPECT_EQ(trace.sections[0].kind, SectionKind::frontend);
  EXPECT_EQ(trace.tasks[0].sections.count, 0U);
}

TEST(TraceBuilder, GroupsImagesByProcess) {
  TraceBuilder builder;
  ProcessId make = builder.add_process({.pid = 1, .start = at_ms(0), .end = at_ms(9)});
  ProcessId cc =
      builder.add_process({.parent = make, .pid = 2, .start = at_ms(1), .end = at_ms(8)});
  StringId argument = builder.intern("cc");
  builder.add_image({.process = cc, .start = at_ms(2)}, {&argument, 1}, {});
  builder.add_image({.process = make, .start = at_ms(0)}, {}, {});
  builder.add_image({.process = cc, .start = at_ms(1)}, {}, {});

  Trace trace = std::move(builder).finish().value();
  EXPECT_EQ(trace.processes[1].images, (Range{.first = 1, .count = 2}));
  EXPECT_EQ(last_image(trace, ProcessId(1))->arguments.count, 1U);
}

TEST(TraceBuilder, MergesDependenciesAndLetsAllWin) {
  TraceBuilder builder;
  TaskId a = builder.add_task({.start = at_ms(0)});
  TaskId b = builder.add_task({.start = at_ms(1)});
  builder.add_dependency({.task = b, .on = a, .waits_for = WaitsFor::all});
  builder.add_dependency({.task = b, .on = a, .waits_for = WaitsFor::metadata});
  Trace trace = std::move(builder).finish().value();
  ASSERT_EQ(trace.dependencies.size(), 1U);
  EXPECT_EQ(trace.dependencies[0].waits_for, WaitsFor::all);
}

TEST(TraceBuilder, RefusesACycleAndNamesIt) {
  TraceBuilder builder;
  TaskId a = builder.add_task({.name = builder.intern("a")});
  TaskId b = builder.add_task({.name = builder.intern("b"), .start = at_ms(1)});
  TaskId c = builder.add_task({.name = builder.intern("c"), .start = at_ms(2)});
  builder.add_dependency({.task = a, .on = b});
  builder.add_dependency({.task = b, .on = a});
  builder.add_dependency({.task = c, .on = a});
  Result<Trace> trace = std::move(builder).finish();
  ASSERT_FALSE(trace);
  EXPECT_EQ(trace.error().kind, ErrorKind::corrupt);
  EXPECT_TRUE(trace.error().message == "the dependencies have a cycle: a → b → a" ||
              trace.error().message == "the dependencies have a cycle: b → a → b")
      << trace.error().message;
}

TEST(TraceBuilder, RefusesIdsThatPointOutside) {
  TraceBuilder builder;
  builder.add_dependency({.task = TaskId(0), .on = TaskId(1)});
  Result<Trace> trace = std::move(builder).finish();
  ASSERT_FALSE(trace);
  EXPECT_EQ(trace.error().message, "a dependency names a task that is not in the run");
}

TEST(TraceBuilder, RefusesAProcessThatIsItsOwnAncestor) {
  TraceBuilder builder;
  builder.add_process({.parent = ProcessId(1), .pid = 10});
  builder.add_process({.parent = ProcessId(0), .pid = 11});
  Result<Trace> trace = std::move(builder).finish();
  ASSERT_FALSE(trace);
  EXPECT_NE(trace.error().message.find("is its own ancestor"), std::string::npos);
}

TEST(TraceBuilder, RefusesWhatEndsBeforeItStarts) {
  TraceBuilder builder;
  builder.add_process({.pid = 10, .start = at_ms(5), .end = at_ms(4)});
  Result<Trace> trace = std::move(builder).finish();
  ASSERT_FALSE(trace);
  EXPECT_EQ(trace.error().message, "process 10 ends before it starts");
}

TEST(TraceBuilder, GoesOnWithAFinishedTrace) {
  TraceBuilder first;
  first.add_process({.pid = 10, .end = at_ms(1)});
  TraceBuilder second(std::move(first).finish().value());
  second.add_task({.process = ProcessId(0)});
  Trace trace = std::move(second).finish().value();
  EXPECT_EQ(trace.tasks.size(), 1U);
  EXPECT_EQ(trace.processes.size(), 1U);
}

}  // namespace
}  // namespace makespan
