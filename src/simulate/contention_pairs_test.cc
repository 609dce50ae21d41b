#include "simulate/contention_pairs.h"

#include <gtest/gtest.h>

#include <string>

#include "model/trace_builder.h"

namespace makespan {
namespace {

struct Recorded {
  std::vector<std::string> units = {"a", "b"};
  uint32_t jobs = 1;
  double cpu = 10;
  double wall = 10;
  std::string machine = "one";
  std::string toolchain = "1.95.0";
  std::string profile = "dev";
  std::string flag = "opt-level=0";
  std::string feature = "std";
  bool complete = true;
  int exit_code = 0;
};

Trace run(const Recorded& recorded) {
  TraceBuilder builder;
  Run& run = builder.run();
  run.host.cpu_model = recorded.machine;
  run.host.cores = 4;
  run.wall = Duration::seconds(recorded.wall);
  run.cpu = Duration::seconds(recorded.cpu);
  run.complete = recorded.complete;
  run.exit_code = recorded.exit_code;
  run.toolchain = {{.name = "rustc", .version = recorded.toolchain}};
  InvocationId cargo = builder.add_invocation(
      {.tool = BuildTool::cargo, .profile = recorded.profile, .jobs = recorded.jobs});
  const std::vector<StringId> flags = {builder.intern(recorded.flag)};
  const std::vector<StringId> features = {builder.intern(recorded.feature)};
  for (const std::string& unit : recorded.units) {
    builder.add_task({.kind = TaskKind::library,
                      .name = builder.intern(unit),
                      .features = builder.add_list(features),
                      .flags = builder.add_list(flags),
                      .invocation = cargo,
                      .wall = Duration::seconds(1)});
  }
  return std::move(builder).finish().value();
}

TEST(ContentionPairs, AreRunsOfTheSameUnitsWithOtherJobs) {
  std::vector<Trace> runs;
  runs.push_back(run({.jobs = 4, .cpu = 12, .wall = 4}));
  runs.push_back(run({.units = {"b", "a"}, .jobs = 1}));
  std::vector<ContentionPair> pairs = find_contention_pairs(runs);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].cpu_low, Duration::seconds(10));
  EXPECT_EQ(pairs[0].busy_low, 1);
  EXPECT_EQ(pairs[0].cpu_high, Duration::seconds(12));
  EXPECT_EQ(pairs[0].busy_high, 3);
}

TEST(ContentionPairs, AreEachAgainstEachOther) {
  std::vector<Trace> runs;
  for (uint32_t jobs : {1, 2, 2, 4})
    runs.push_back(run({.jobs = jobs}));
  EXPECT_EQ(find_contention_pairs(runs).size(), 5U);
}

TEST(ContentionPairs, AreNoneOfOtherWorkOrAnotherMachine) {
  for (const Recorded& other :
       {Recorded{.units = {"a"}, .jobs = 4}, Recorded{.units = {"a", "c"}, .jobs = 4},
        Recorded{.jobs = 4, .machine = "other"}, Recorded{.jobs = 4, .toolchain = "1.96.0"},
        Recorded{.jobs = 4, .profile = "release"}, Recorded{.jobs = 4, .flag = "opt-level=3"},
        Recorded{.jobs = 4, .feature = "full"}, Recorded{.jobs = 4, .complete = false},
        Recorded{.jobs = 4, .exit_code = 101}, Recorded{.jobs = 4, .cpu = 0}, Recorded{}}) {
    std::vector<Trace> runs;
    runs.push_back(run({}));
    runs.push_back(run(other));
    EXPECT_TRUE(find_contention_pairs(runs).empty());
  }
}

}  // namespace
}  // namespace makespan
