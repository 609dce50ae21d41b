#include "simulate/reaction.h"

#include <gtest/gtest.h>

#include <utility>

#include "model/trace_builder.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// A cargo with a thread for each unit.
struct CargoBuild {
  TraceBuilder builder;
  ProcessId cargo = builder.add_process({});
  InvocationId invocation =
      builder.add_invocation({.tool = BuildTool::cargo, .process = cargo, .jobs = 1});

  ThreadId thread(Duration cpu) {
    return builder.add_thread({.process = cargo, .usage = {.cpu = cpu}});
  }
  ProcessId started(ProcessId parent, ThreadId spawner = {}) {
    return builder.add_process({.parent = parent, .spawner = spawner});
  }
  void unit(ProcessId process, TaskKind kind = TaskKind::library) {
    builder.add_task({.kind = kind,
                      .name = builder.intern("unit"),
                      .invocation = invocation,
                      .process = process});
  }
  Duration reaction() { return reaction_of(std::move(builder).finish().value()); }
};

TEST(Reaction, IsTheCpuOfTheThreadsThatStartCompilers) {
  CargoBuild build;
  build.thread(ms(90));  // fetches what is missing, and starts no compiler
  for (int64_t cpu : {1, 3})
    build.unit(build.started(build.cargo, build.thread(ms(cpu))));
  EXPECT_EQ(build.reaction(), ms(2));
}

TEST(Reaction, IsFoundBehindAWrapper) {
  CargoBuild build;
  ProcessId wrapper = build.started(build.cargo, build.thread(ms(4)));
  build.unit(build.started(wrapper));
  EXPECT_EQ(build.reaction(), ms(4));
}

TEST(Reaction, IsTheUsualOneWhereMostThreadsAreUnknown) {
  CargoBuild build;
  build.unit(build.started(build.cargo, build.thread(ms(50))));
  for (int i = 0; i < 2; ++i)
    build.unit({});
  EXPECT_EQ(build.reaction(), kUsualReaction);
}

TEST(Reaction, IsNoLessKnownForTheTestsThatRanAfterwards) {
  CargoBuild build;
  build.unit(build.started(build.cargo, build.thread(ms(4))));
  for (int i = 0; i < 5; ++i)
    build.unit(build.started(build.cargo), TaskKind::test_run);
  EXPECT_EQ(build.reaction(), ms(4));
}

TEST(Reaction, IsNoneWithoutCargo) {
  TraceBuilder builder;
  builder.add_invocation({.tool = BuildTool::ninja, .jobs = 1});
  EXPECT_EQ(reaction_of(std::move(builder).finish().value()), Duration());
  EXPECT_EQ(reaction_of(TraceBuilder().finish().value()), Duration());
}

}  // namespace
}  // namespace makespan
