#include "system/command_runner.h"

#include <gtest/gtest.h>

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

TEST(CommandRunner, NamesTheProgramThatEnvStarted) {
  Result<CommandOutput> output =
      real_command_runner().run({"env", "A=b", "sleep", "60"}, "/", std::chrono::milliseconds(20));
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().message, "`sleep` did not end within 20 ms");
}

}  // namespace
}  // namespace makespan
