#include "system/command_runner.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>

#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

TEST(CommandRunner, ReadsBothStreamsAndTheExitCode) {
  Result<CommandOutput> output =
      real_command_runner().run({"sh", "-c", "pwd; echo problem >&2; exit 3"}, "/");
  ASSERT_TRUE(output) << output.error().message;
  EXPECT_EQ(output->standard_output, "/\n");
  EXPECT_EQ(output->standard_error, "problem\n");
  EXPECT_EQ(output->exit_code, 3);
}

TEST(CommandRunner, SaysASignalAsAShellDoes) {
  EXPECT_EQ(real_command_runner().run({"sh", "-c", "kill -9 $$"}, "/")->exit_code, 137);
}

TEST(CommandRunner, NamesTheProgramThatIsNotThere) {
  Result<CommandOutput> output = real_command_runner().run({"no-such-program-here"}, "/");
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().message, "cannot run no-such-program-here: No such file or directory");
}

TEST(CommandRunner, KillsWhatDoesNotEndInTime) {
  Result<CommandOutput> output =
      real_command_runner().run({"sleep", "60"}, "/", std::chrono::milliseconds(20));
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().message, "`sleep` did not end within 20 ms");
}

// Whether the process whose id stands in the file is still there.
bool is_alive(const std::string& file) {
  std::ifstream text(file);
  pid_t process = 0;
  text >> process;
  EXPECT_GT(process, 0) << file;
  return ::kill(process, 0) == 0;
}

// A compiler beneath a wrapper beneath a cargo, whose own process group it has left.
std::vector<std::string> nested(const std::string& file) {
  return {"sh", "-c",
          "setsid sh -c '(sleep 60; :) & echo $! >" + file + "; : >" + file + ".there; wait'; :"};
}

bool has_started(const std::string& file) {
  return std::filesystem::exists(file + ".there");
}

TEST(CommandRunner, KillsAllBeneathWhatDoesNotEndInTime) {
  const TemporaryDirectory directory;
  const std::string file = directory / "process";
  // Longer, where a busy machine had not started all of it by then.
  for (std::chrono::milliseconds limit(500); !has_started(file); limit *= 2) {
    ASSERT_LT(limit, std::chrono::minutes(1));
    ASSERT_FALSE(real_command_runner().run(nested(file), "/", limit));
  }
  EXPECT_FALSE(is_alive(file));
}

TEST(CommandRunner, KillsAllBeneathWhatIsToStop) {
  const TemporaryDirectory directory;
  const std::string file = directory / "process";
  Result<CommandOutput> output = real_command_runner().run(
      nested(file), "/", std::chrono::minutes(1), [&] { return has_started(file); });
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().kind, ErrorKind::busy);
  EXPECT_EQ(output.error().message, "`sh` was stopped");
  EXPECT_FALSE(is_alive(file));
}

TEST(CommandRunner, SaysTheSameOfWhatMayBeStopped) {
  auto go_on = [] { return false; };
  auto run = [&](const std::vector<std::string>& command) {
    return real_command_runner().run(command, "/", std::chrono::seconds(30), go_on);
  };
  Result<CommandOutput> output = run({"sh", "-c", "pwd; echo problem >&2; exit 3"});
  ASSERT_TRUE(output) << output.error().message;
  EXPECT_EQ(output->standard_output, "/\n");
  EXPECT_EQ(output->standard_error, "problem\n");
  EXPECT_EQ(output->exit_code, 3);
  EXPECT_EQ(run({"sh", "-c", "kill -9 $$"})->exit_code, 137);
  EXPECT_EQ(run({"sh", "-c", "kill -TERM $$"})->exit_code, 143);
  EXPECT_EQ(run({"no-such-program-here"}).error().message,
            "cannot run no-such-program-here: No such file or directory");
}

TEST(CommandRunner, NamesTheProgramThatEnvStarted) {
  Result<CommandOutput> output =
      real_command_runner().run({"env", "A=b", "sleep", "60"}, "/", std::chrono::milliseconds(20));
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().message, "`sleep` did not end within 20 ms");
}

}  // namespace
}  // namespace makespan
