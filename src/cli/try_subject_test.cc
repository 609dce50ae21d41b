#include "cli/try_subject.h"

#include <gtest/gtest.h>

#include "model/trace_builder.h"
#include "system/testing/fake_command_runner.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

using Words = std::vector<std::string>;

// Of one process: what rustup's proxy, cargo and what cargo becomes were called with in turn.
using Images = std::vector<Words>;

Trace recorded(Words command, const std::string& directory, const Images& cargo) {
  TraceBuilder builder;
  builder.run().command = std::move(command);
  builder.run().working_directory = directory;
  const ProcessId process = builder.add_process({});
  for (const Words& words : cargo) {
    std::vector<StringId> arguments;
    for (const std::string& word : words)
      arguments.push_back(builder.intern(word));
    builder.add_image({.process = process, .working_directory = builder.intern(directory)},
                      arguments, {});
  }
  builder.add_invocation({.tool = BuildTool::cargo, .process = process});
  return std::move(builder).finish().value();
}

Words cargo_words(const Trace& trace) {
  return find_cargo_call(trace).value_or(PlacedCommand{}).command;
}

TEST(FindCargoCall, IsAsItWasTyped) {
  EXPECT_EQ(cargo_words(recorded(
                {"make"}, "/w",
                {{"cargo", "+nightly", "build"}, {"/r/toolchains/nightly/bin/cargo", "build"}})),
            (Words{"cargo", "+nightly", "build"}));
  EXPECT_EQ(cargo_words(recorded({"make"}, "/w",
                                 {{"/r/bin/cargo", "run", "x"}, {"target/debug/app", "x"}})),
            (Words{"cargo", "run", "x"}));
  EXPECT_EQ(cargo_words(recorded({"cargo", "+nightly", "b"}, "/w", {{"/r/bin/cargo", "b"}})),
            (Words{"cargo", "+nightly", "b"}));
}

TEST(FindCargoCall, HasTheToolchainThatTheCommandSet) {
  EXPECT_EQ(cargo_words(recorded({"env", "RUSTUP_TOOLCHAIN=beta", "cargo", "build"}, "/w",
                                 {{"cargo", "build"}})),
            (Words{"cargo", "+beta", "build"}));
}

class FindSubjectTest : public testing::Test {
 protected:
  // The later is the newer.
  void record(const Words& command, const std::string& directory, const Images& cargo = {}) {
    ++runs_;
    Trace trace = recorded(command, directory, cargo.empty() ? Images{command} : cargo);
    trace.run.id = "run-" + std::to_string(runs_);
    trace.run.started = UnixTime::at(Duration::seconds(runs_));
    trace.run.wall = Duration::seconds(runs_);
    ASSERT_TRUE(store_.save(trace));
  }
  TrySubject find(const Words& command, const std::string& directory) {
    World world{.files = real_file_system(),
                .names = real_file_names(),
                .commands = commands_,
                .working_directory = directory};
    return find_subject(command, store_, world).value_or(TrySubject{.run = "(error)"});
  }

  TemporaryDirectory directory_;
  FakeCommandRunner commands_;
  RunStore store_{real_file_system(), {.project_root = directory_ / "app", .state_directory = ""}};
  int runs_ = 0;
};

TEST_F(FindSubjectTest, TakesTheBuildOfTheSameDirectory) {
  record({"cargo", "build"}, "/w");
  record({"cargo", "build"}, "/w/crates/a");
  EXPECT_EQ(find({"cargo", "build"}, "/w").run, "run-1");
  EXPECT_EQ(find({"cargo", "build"}, "/w").wall, Duration::seconds(1));
  EXPECT_EQ(find({"cargo", "build"}, "/w/crates/a").run, "run-2");
  EXPECT_EQ(find({"cargo", "build"}, "/w/crates/b").run, "");
}

TEST_F(FindSubjectTest, TakesWhatBuiltTheSameWhateverWasRunThen) {
  record({"cargo", "test", "-p", "a", "--", "slow"}, "/w");
  record({"cargo", "run", "--release", "in.txt"}, "/w");
  EXPECT_EQ(find({"cargo", "test", "-p", "a"}, "/w").run, "run-1");
  EXPECT_EQ(find({"cargo", "run", "--release", "--", "other.txt"}, "/w").run, "run-2");
  EXPECT_EQ(find({"cargo", "build", "--release", "--target-dir", "x"}, "/w").run, "run-2");
  EXPECT_EQ(find({"cargo", "build"}, "/w").run, "");
}

TEST_F(FindSubjectTest, LooksIntoWhatMakeBuilt) {
  record({"make"}, "/w", {{"cargo", "build", "--release"}});
  EXPECT_EQ(find({"cargo", "build", "--release"}, "/w").run, "run-1");
  EXPECT_EQ(find({"make"}, "/w").run, "run-1");
  EXPECT_EQ(find({}, "/elsewhere").directory, "/w");
}

TEST_F(FindSubjectTest, LooksIntoTheLastOfOtherCommandsOnly) {
  record({"cargo", "build"}, "/w");
  for (int i = 0; i < 20; ++i)
    record({"cargo", "check"}, "/w");
  EXPECT_EQ(find({"cargo", "build"}, "/w").run, "run-1");
  EXPECT_EQ(find({"cargo", "run"}, "/w").run, "");
}

}  // namespace
}  // namespace makespan
