#include "record/tick_share.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace makespan {
namespace {

TEST(TickShare, LosesNoTickThatCameInABunch) {
  TickShare share;
  double sum = 0;
  for (uint64_t ticks : {4U, 6U, 5U, 6U, 4U, 5U}) {
    double one = share.take(ticks, 5);
    EXPECT_LE(one, 1);
    sum += one;
  }
  EXPECT_DOUBLE_EQ(sum, 5.8);  // 30 ticks in 30, but for the first that came late
  EXPECT_DOUBLE_EQ(share.take(4, 5), 1);
}

TEST(TickShare, OfAnIdleCoreIsNone) {
  TickShare share;
  EXPECT_EQ(share.take(0, 5), 0);
}

TEST(TickShare, DoesNotKeepWhatAFasterClockCounts) {
  TickShare share;
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(share.take(8, 5), 1);
  EXPECT_DOUBLE_EQ(share.take(0, 5), 0.6);
  EXPECT_EQ(share.take(0, 5), 0);
}

}  // namespace
}  // namespace makespan
