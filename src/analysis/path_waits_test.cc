#include "analysis/path_waits.h"

#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

Duration ms(int n) {
  return Duration::milliseconds(n);
}

std::vector<PathWait> waits_of(const Trace& trace) {
  TaskGraph graph(trace);
  return find_path_waits(trace, find_critical_path(graph, wall_durations(trace)));
}

TEST(PathWaits, TellAWaitForASlotFromOneForAnotherDependency) {
  Tale tale("cargo build");
  TaskId first = tale.unit("first", "1.0.0", 0, {.kind = TaskKind::proc_macro, .frontend = 50});
  TaskId late = tale.unit("late", "1.0.0", 50, {.kind = TaskKind::proc_macro, .frontend = 20});
  tale.unit("app", "1.0.0", 100, {.kind = TaskKind::binary, .frontend = 10}, {first, late});
  std::vector<PathWait> waits = waits_of(tale.end(110));
  ASSERT_EQ(waits.size(), 2U);
  EXPECT_EQ(waits[1].for_other, ms(20));
  EXPECT_EQ(waits[1].other, TaskId(1));
  EXPECT_EQ(waits[1].for_slot, ms(30));
}

TEST(PathWaits, BeginAtTheMetadataWhereThatIsEnough) {
  Tale tale("cargo build");
  TaskId lib = tale.unit("lib", "1.0.0", 0, {.frontend = 40, .codegen = {30}});
  tale.unit("user", "1.0.0", 45, {.frontend = 60}, {lib});
  std::vector<PathWait> waits = waits_of(tale.end(110));
  ASSERT_EQ(waits.size(), 2U);
  EXPECT_EQ(waits[1].for_slot, ms(5));
  EXPECT_EQ(waits[1].for_other, ms(0));
  EXPECT_FALSE(waits[1].other.valid());
}

TEST(PathWaits, AreNothingForTheFirstStep) {
  Tale tale("cargo build");
  tale.unit("lib", "1.0.0", 30, {.frontend = 40});
  EXPECT_EQ(waits_of(tale.end(110)).at(0).whole(), ms(0));
}

}  // namespace
}  // namespace makespan
