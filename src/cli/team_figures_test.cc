#include "cli/team_figures.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

std::vector<RunSummary> runs_on_days(const std::vector<double>& days) {
  std::vector<RunSummary> runs;
  for (double day : days) {
    runs.push_back({.command = "cargo build",
                    .started = UnixTime::at(Duration::seconds(day * 86400)),
                    .exit_code = 0});
  }
  return runs;
}

TEST(BuildsADay, AreThoseBetweenTheFirstAndTheLast) {
  EXPECT_DOUBLE_EQ(builds_a_day(runs_on_days({0, 2, 4, 6, 8}), "cargo build").value(), 0.5);
}

TEST(BuildsADay, OfAShortOrThinHistoryAreNotTold) {
  EXPECT_FALSE(builds_a_day(runs_on_days({0, 1, 2, 3, 4, 5}), "cargo build"));
  EXPECT_FALSE(builds_a_day(runs_on_days({0, 10, 20, 30}), "cargo build"));
  EXPECT_FALSE(builds_a_day({}, "cargo build"));
}

TEST(BuildsADay, CountOnlyTheCommandsOwnBuildsThatSucceeded) {
  std::vector<RunSummary> runs = runs_on_days({0, 2, 4, 6, 8});
  runs[1].exit_code = 101;
  EXPECT_FALSE(builds_a_day(runs, "cargo build"));
  EXPECT_FALSE(builds_a_day(runs_on_days({0, 2, 4, 6, 8}), "cargo check"));
}

}  // namespace
}  // namespace makespan
