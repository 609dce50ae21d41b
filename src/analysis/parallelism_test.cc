#include "analysis/parallelism.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// 0    100        300   350   500     600
//      |==== a ====|     |=== c ===|
//            |=== b ====|
//           200        350
TEST(Parallelism, IsHowLongSoManyTasksWereAtWork) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 600, {.jobs = 2});
  tale.unit("a", "1.0.0", 100, {.frontend = 200});
  tale.unit("b", "1.0.0", 200, {.frontend = 150});
  tale.unit("c", "1.0.0", 350, {.frontend = 150});
  EXPECT_THAT(find_parallelism(tale.end(600)), ElementsAre(ms(200), ms(300), ms(100)));
}

TEST(Parallelism, DoesNotCountWhatOnlyWaitsForOthers) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 100, 2);
  tale.process("cc1", 0, 60, 60, make);
  tale.process("cc1", 40, 90, 50, make);
  EXPECT_THAT(find_parallelism(tale.end(100)), ElementsAre(ms(10), ms(70), ms(20)));
}

TEST(Parallelism, IsNoneAllTheTimeWhereNothingRan) {
  EXPECT_THAT(find_parallelism(Tale("cargo build").end(100)), ElementsAre(ms(100)));
}

}  // namespace
}  // namespace makespan
