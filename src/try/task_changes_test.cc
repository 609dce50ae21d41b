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
  std::vector<TaskChange> changes = task_changes(
      {{task("a", 10), task("b", 10)}}, {{task("a", 4), task("b", 8)}},
      {{"a", {.recorded = Duration::seconds(10), .changed = Duration::seconds(4)}}}, 1);
  ASSERT_EQ(names(changes), std::vector<std::string>{"b"});
}

TEST(TaskChanges, TakeThePredictionAsAShareOfTheBaseThatWasBuilt) {
  // The recorded build took half as long as the bases of the try do.
  std::vector<TaskChange> changes =
      task_changes({{task("a", 10), task("b", 6)}}, {{task("a", 8), task("b", 5)}},
                   {{"a", {.recorded = Duration::seconds(5), .changed = Duration::seconds(4)}},
                    {"b", {.recorded = Duration::seconds(3), .changed = Duration::seconds(1)}}},
                   10);
  ASSERT_EQ(names(changes), (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(changes[0].predicted, Duration::seconds(2));
  EXPECT_EQ(changes[1].predicted, Duration::seconds(8));
}

TEST(TaskChanges, PutATaskThatWasToGoAndWentLast) {
  TaskPrediction gone{.recorded = Duration::seconds(9), .changed = Duration()};
  std::vector<TaskChange> changes =
      task_changes({{task("went", 9), task("stayed", 9), task("other", 1)}},
                   {{task("stayed", 9), task("other", 2)}}, {{"went", gone}, {"stayed", gone}}, 10);
  ASSERT_EQ(names(changes), (std::vector<std::string>{"stayed", "other", "went"}));
  EXPECT_EQ(changes[2].predicted, Duration());
  EXPECT_EQ(changes[2].variant, std::nullopt);
}

TEST(TaskChanges, TakeAPredictionOfATaskThatTheBaseHasNotAsItStands) {
  std::vector<TaskChange> changes = task_changes(
      {{}}, {{task("new", 3)}},
      {{"new", {.recorded = Duration::seconds(2), .changed = Duration::seconds(1)}}}, 10);
  ASSERT_EQ(names(changes), std::vector<std::string>{"new"});
  EXPECT_EQ(changes[0].predicted, Duration::seconds(1));
}

}  // namespace
}  // namespace makespan
