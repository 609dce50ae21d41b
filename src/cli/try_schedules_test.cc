#include "cli/try_schedules.h"

#include <gtest/gtest.h>

#include "model/trace_builder.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

struct Planned {
  std::string_view name;
  int64_t start;
  int64_t wall;
};

// Each waits for the one before it.
Trace chain(const std::vector<Planned>& tasks) {
  TraceBuilder builder;
  builder.run().host.cores = 1;
  const InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
  TaskId before;
  for (const Planned& planned : tasks) {
    const TaskId task = builder.add_task({.kind = TaskKind::library,
                                          .name = builder.intern(planned.name),
                                          .version = builder.intern("1.0.0"),
                                          .invocation = cargo,
                                          .start = Timestamp::at(ms(planned.start)),
                                          .wall = ms(planned.wall),
                                          .cpu = ms(planned.wall)});
    if (before.valid()) builder.add_dependency({.task = task, .on = before});
    before = task;
  }
  builder.run().wall = ms(1000);
  return std::move(builder).finish().value();
}

TEST(PairSchedules, PutsTheSameTasksInOneRow) {
  const SchedulePair pair = pair_schedules(chain({{"rand", 10, 100}, {"app", 110, 200}}),
                                           chain({{"app", 10, 150}, {"small", 160, 5}}));
  ASSERT_EQ(pair.before.size(), 3U);
  ASSERT_EQ(pair.after.size(), 3U);
  EXPECT_EQ(pair.before[0].label, "app 1.0.0");
  EXPECT_EQ(pair.before[0].start, ms(110));
  EXPECT_EQ(pair.before[0].length, ms(200));
  EXPECT_EQ(pair.after[0].start, ms(10));
  EXPECT_EQ(pair.after[0].length, ms(150));
  EXPECT_TRUE(pair.before[0].critical);
  EXPECT_EQ(pair.before[1].label, "rand 1.0.0");
  EXPECT_EQ(pair.after[1].length, Duration());  // gone
  EXPECT_EQ(pair.after[2].label, "small 1.0.0");
  EXPECT_EQ(pair.before[2].length, Duration());  // new
}

// A crate for host and target is there twice: which is which, only the order of their start tells.
TEST(PairSchedules, TellsTasksOfOneNameApart) {
  const SchedulePair pair = pair_schedules(chain({{"syn", 0, 100}, {"syn", 100, 50}}),
                                           chain({{"syn", 0, 90}, {"syn", 90, 40}}));
  ASSERT_EQ(pair.before.size(), 2U);
  EXPECT_EQ(pair.before[0].length, ms(100));
  EXPECT_EQ(pair.after[0].length, ms(90));
  EXPECT_EQ(pair.before[1].length, ms(50));
  EXPECT_EQ(pair.after[1].length, ms(40));
}

}  // namespace
}  // namespace makespan
