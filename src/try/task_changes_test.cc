#include "try/task_changes.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TaskCost task(const std::string& name, int seconds) {
  return {.task = name, .cpu = Duration::seconds(seconds)};
}

std::vector<std::string> names(const std::vector<TaskChange>& changes) {
  std::vector<std::string> names;
  for (const TaskChange& change : changes)
    names.push_back(change.task);
  return names;
}

TEST(TaskChanges, AreMediansOverTheRoundsTheLargestFirst) {
  std::vector<TaskChange> changes = task_changes(
      {{task("a", 10), task("b", 5)}, {task("a", 12), task("b", 5)}},
      {{task("a", 10), task("b", 1)}, {task("a", 11), task("b", 1)}, {task("a", 90), task("b", 1)}},
      {}, 10);
  ASSERT_EQ(names(changes), (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(changes[1].base, Duration::seconds(11));
  EXPECT_EQ(changes[1].variant, Duration::seconds(11));
}

TEST(TaskChanges, TellTasksThatOnlyOneSideHas) {
  std::vector<TaskChange> changes =
      task_changes({{task("dropped", 3)}}, {{task("added", 4)}}, {}, 10);
  ASSERT_EQ(names(changes), (std::vector<std::string>{"added", "dropped"}));
  EXPECT_EQ(changes[0].base, std::nullopt);
  EXPECT_EQ(changes[1].variant, std::nullopt);
}

TEST(TaskChanges, AreMeasuredFromThePredictionWhereThereIsOne) {
  std::vector<TaskChange> changes =
      task_changes({{task("a", 10), task("b", 10)}}, {{task("a", 4), task("b", 8)}},
                   {{"a", Duration::seconds(4)}}, 1);
  ASSERT_EQ(names(changes), std::vector<std::string>{"b"});
}

}  // namespace
}  // namespace makespan
