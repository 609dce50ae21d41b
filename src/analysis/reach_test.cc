#include "analysis/reach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;

TEST(Reach, TakesAlongWhatNothingElseNeeds) {
  Tale tale("cargo build");
  TaskId lock = tale.unit("lock_api", "0.4.0", 0, {.frontend = 10});
  TaskId shared = tale.unit("hashbrown", "0.14.0", 1, {.frontend = 10});
  TaskId old = tale.unit("dashmap", "5.5.3", 2, {.frontend = 10}, {lock, shared});
  TaskId fresh = tale.unit("dashmap", "6.1.0", 3, {.frontend = 10}, {shared});
  tale.unit("app", "0.1.0", 4, {.local = true, .frontend = 10}, {old, fresh});
  Trace trace = tale.end(20);
  Reach reach(trace);
  EXPECT_THAT(reach.only_through(std::vector{TaskId(2)}), ElementsAre(lock, old));
  EXPECT_THAT(reach.only_through(std::vector{TaskId(3)}), ElementsAre(fresh));
  EXPECT_THAT(reach.only_through(std::vector{TaskId(2), TaskId(3)}),
              ElementsAre(lock, shared, old, fresh));
}

TEST(Reach, KeepsWhatTheWorkspaceAskedForItself) {
  Tale tale("cargo build");
  TaskId member = tale.unit("member", "0.1.0", 0, {.local = true, .frontend = 10});
  TaskId user = tale.unit("user", "1.0.0", 1, {.frontend = 10}, {member});
  tale.unit("app", "0.1.0", 2, {.local = true, .frontend = 10}, {user});
  Trace trace = tale.end(20);
  EXPECT_THAT(Reach(trace).only_through(std::vector{TaskId(1)}), ElementsAre(user));
}

Trace random_graph(uint64_t seed) {
  std::mt19937_64 random(seed);
  size_t size = 2 + random() % 40;
  Tale tale("cargo build");
  std::vector<TaskId> units;
  for (size_t i = 0; i < size; ++i) {
    std::vector<TaskId> on;
    for (TaskId unit : units) {
      if (random() % size < 3) on.push_back(unit);
    }
    units.push_back(tale.unit("u" + std::to_string(i), "1.0.0", static_cast<int>(i),
                              {.local = random() % 5 == 0, .frontend = 1}, on));
  }
  return tale.end(100);
}

// What is reached from the workspace without walking through `removed`.
std::vector<uint8_t> naively_reached(const Trace& trace, const std::vector<TaskId>& removed) {
  std::vector<uint8_t> has_dependent(trace.tasks.size());
  for (const Dependency& dependency : trace.dependencies)
    has_dependent[dependency.on.index()] = 1;
  auto gone = [&](TaskId id) {
    return std::find(removed.begin(), removed.end(), id) != removed.end();
  };
  std::vector<uint8_t> reached(trace.tasks.size());
  for (uint32_t i = 0; i < trace.tasks.size(); ++i)
    reached[i] = (trace.tasks[i].local || has_dependent[i] == 0) && !gone(TaskId(i)) ? 1 : 0;
  for (bool grew = true; grew;) {
    grew = false;
    for (const Dependency& dependency : trace.dependencies) {
      uint8_t& on = reached[dependency.on.index()];
      if (reached[dependency.task.index()] == 0 || on != 0 || gone(dependency.on)) continue;
      on = 1;
      grew = true;
    }
  }
  return reached;
}

TEST(Reach, AgreesWithWalkingTheGraphWithoutTheRemovedUnits) {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Trace trace = random_graph(seed);
    std::mt19937_64 random(seed + 1'000'000);
    std::vector<TaskId> removed;
    for (size_t i = 0; i < 1 + random() % 3; ++i)
      removed.emplace_back(random() % trace.tasks.size());
    std::vector<uint8_t> reached = naively_reached(trace, removed);
    std::vector<TaskId> expected;
    for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
      if (reached[i] == 0) expected.emplace_back(i);
    }
    Reach reach(trace);
    EXPECT_EQ(reach.only_through(removed), expected);
    EXPECT_EQ(reach.only_through(removed), expected) << "the second answer is the first one";
  }
}

}  // namespace
}  // namespace makespan
