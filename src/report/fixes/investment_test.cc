#include "report/fixes/investment.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

FixAnswer saves_ten_of_a_hundred() {
  FixAnswer answer;
  answer.base = Duration::seconds(100);
  answer.plan = {{.id = "unused",
                  .cumulative = Duration::seconds(90),
                  .low = Duration::seconds(88),
                  .high = Duration::seconds(95)}};
  return answer;
}

TEST(FindInvestment, MultipliesTheSavingOfEveryBuild) {
  FixAnswer answer = saves_ten_of_a_hundred();
  answer.team = {.developers = 3, .builds_a_day = 12, .rate = 50, .currency = "EUR"};
  std::optional<Investment> found = find_investment(answer);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->hours_a_year.expected, 10.0 / 3600 * 3 * 12 * 220);
  EXPECT_DOUBLE_EQ(found->hours_a_year.low, 5.0 / 3600 * 3 * 12 * 220);
  EXPECT_DOUBLE_EQ(found->hours_a_year.high, 12.0 / 3600 * 3 * 12 * 220);
  ASSERT_TRUE(found->money_a_year);
  EXPECT_DOUBLE_EQ(found->money_a_year->expected, 22.0 * 50);
  EXPECT_DOUBLE_EQ(found->builds_to_an_hour, 360);
}

TEST(FindInvestment, CountsTheHistorysBuildsWhereNobodySaidHowMany) {
  FixAnswer answer = saves_ten_of_a_hundred();
  answer.team.recorded_builds_a_day = 4;
  std::optional<Investment> found = find_investment(answer);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->builds_assumed);
  EXPECT_FALSE(found->money_a_year);
  EXPECT_DOUBLE_EQ(found->hours_a_year.expected, 10.0 / 3600 * 4 * 365);
  EXPECT_EQ(found->days_a_year, kCalendarDays);
}

// Seven builds on each working day are five on each of a week's days: either way as many a year.
TEST(FindInvestment, ComesToTheSameWhetherWeekendsAreCounted) {
  FixAnswer said = saves_ten_of_a_hundred();
  said.team.builds_a_day = 7;
  FixAnswer recorded = saves_ten_of_a_hundred();
  recorded.team.recorded_builds_a_day = 7 * kWorkingDays / kCalendarDays;
  EXPECT_NEAR(find_investment(said)->hours_a_year.expected,
              find_investment(recorded)->hours_a_year.expected, 1e-9);
}

TEST(FindInvestment, NeedsBuildsAndASaving) {
  EXPECT_FALSE(find_investment(saves_ten_of_a_hundred()));
  FixAnswer answer = saves_ten_of_a_hundred();
  answer.team.builds_a_day = 10;
  answer.plan[0].cumulative = Duration::seconds(100);
  EXPECT_FALSE(find_investment(answer));
  answer.plan.clear();
  EXPECT_FALSE(find_investment(answer));
}

TEST(FormatRough, HasTwoDigits) {
  EXPECT_EQ(format_rough(143), "140");
  EXPECT_EQ(format_rough(136, Rounding::up), "140");
  EXPECT_EQ(format_rough(136, Rounding::down), "130");
  EXPECT_EQ(format_rough(11'440), "11,000");
  EXPECT_EQ(format_rough(1'234'567), "1,200,000");
  EXPECT_EQ(format_rough(1.44), "1.4");
  EXPECT_EQ(format_rough(-99.7), "−100");
  EXPECT_EQ(format_rough(0), "0");
}

}  // namespace
}  // namespace makespan
