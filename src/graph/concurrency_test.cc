#include "graph/concurrency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}
Interval interval(int64_t start, int64_t end) {
  return {.start = Timestamp::at(ms(start)), .end = Timestamp::at(ms(end))};
}

TEST(Concurrency, SaysHowLongEachNumberRan) {
  std::vector<Interval> tasks = {interval(0, 10), interval(5, 20), interval(30, 35)};
  EXPECT_THAT(find_concurrency(tasks).durations, ElementsAre(ms(10), ms(20), ms(5)));
}

TEST(Concurrency, HasNoStepWhereOneEndsAsAnotherStarts) {
  std::vector<Interval> tasks = {interval(0, 10), interval(10, 20)};
  ConcurrencyProfile profile = find_concurrency(tasks);
  ASSERT_THAT(profile.steps, SizeIs(2));
  EXPECT_EQ(profile.steps[0].count, 1U);
  EXPECT_EQ(profile.steps[1].start, Timestamp::at(ms(20)));
  EXPECT_EQ(profile.steps[1].count, 0U);
}

TEST(Concurrency, IgnoresIntervalsWithoutLength) {
  std::vector<Interval> tasks = {interval(5, 5)};
  EXPECT_THAT(find_concurrency(tasks).steps, IsEmpty());
  EXPECT_THAT(find_concurrency({}).durations, IsEmpty());
}

}  // namespace
}  // namespace makespan
