// observe_call() with real programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "record/observed_call.h"
#include "system/file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

using testing::HasSubstr;

CallOrder shell(const std::string& script) {
  return {.executable = "/bin/sh",
          .arguments = {"sh", "-c", script},
          .working_directory = "/tmp",
          .environment = {"PATH=/usr/bin:/bin"},
          .limit = std::chrono::seconds(60)};
}

// A zombie, which waits for a parent that may never ask, is not.
bool is_alive(int32_t pid) {
  Result<std::string> status =
      real_file_system().read_file("/proc/" + std::to_string(pid) + "/status");
  return status && status->find("\nState:\tZ") == std::string::npos;
}

// The kernel kills when the observing thread ends, and a process needs a moment to die.
bool dies_soon(int32_t pid) {
  for (int i = 0; i < 5000 && is_alive(pid); ++i)
    ::usleep(1000);
  return !is_alive(pid);
}

TEST(ObserveCall, TellsExitCodeOutputAndProcesses) {
  Result<ObservedCall> call = observe_call(shell("echo out; echo err >&2; /bin/true; exit 3"));
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_EQ(call->ending, CallEnding::ended);
  EXPECT_EQ(call->exit_code, 3);
  EXPECT_EQ(call->standard_output, "out\n");
  EXPECT_EQ(call->standard_error, "err\n");
  ASSERT_EQ(call->trace.processes.size(), 2U);
  EXPECT_TRUE(call->trace.processes[0].usage.has_value());
  EXPECT_EQ(call->trace.processes[1].parent, ProcessId(0));
}

TEST(ObserveCall, GivesTheProgramItsOwnPlaceAndNothingOfOurs) {
  ::setenv("OBSERVE_CALL_TEST", "ours", 1);
  CallOrder order = shell("pwd; echo \"[$OBSERVE_CALL_TEST] [$GIVEN]\"; cat");
  order.environment.emplace_back("GIVEN=theirs");
  Result<ObservedCall> call = observe_call(order);
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_THAT(call->standard_output, HasSubstr("/tmp\n[] [theirs]\n"));
  ::unsetenv("OBSERVE_CALL_TEST");
}

TEST(ObserveCall, PutsTheProgramIntoAProcessGroupOfItsOwn) {
  Result<ObservedCall> call =
      observe_call(shell("echo $$; exec 3</proc/self/stat; read -r a b c d e rest <&3; echo $e"));
  ASSERT_TRUE(call.has_value()) << call.error().message;
  // Process id, then process group: both are the shell's.
  std::string text = call->standard_output;
  size_t newline = text.find('\n');
  ASSERT_NE(newline, std::string::npos);
  EXPECT_EQ(text.substr(0, newline) + "\n", text.substr(newline + 1));
}

TEST(ObserveCall, HandsOutJobserverTokens) {
  CallOrder order =
      shell("fd=${CARGO_MAKEFLAGS##*auth=}; dd bs=1 count=3 2>/dev/null <&${fd%,*} | wc -c");
  order.jobserver_tokens = 3;
  Result<ObservedCall> call = observe_call(order);
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_EQ(call->standard_output, "3\n") << call->standard_error;
}

TEST(ObserveCall, KillsAllThatTheProgramStartedWhenCancelled) {
  const TemporaryDirectory directory;
  const std::string started = directory / "started";
  CallOrder order = shell("sleep 1000 & echo $!; : >" + started + "; sleep 1000");
  order.cancelled = [&] { return std::ifstream(started).good(); };
  Result<ObservedCall> call = observe_call(order);
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_EQ(call->ending, CallEnding::cancelled);
  EXPECT_EQ(call->exit_code, 128 + SIGKILL);
  EXPECT_TRUE(dies_soon(std::stoi(call->standard_output)));
}

TEST(ObserveCall, KillsWhatTheProgramLeavesBehind) {
  Result<ObservedCall> call = observe_call(shell("setsid sleep 1000 & echo $!"));
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_EQ(call->ending, CallEnding::ended);
  EXPECT_TRUE(dies_soon(std::stoi(call->standard_output)));
}

TEST(ObserveCall, EndsAtItsLimit) {
  CallOrder order = shell("sleep 1000");
  order.limit = std::chrono::milliseconds(10);
  Result<ObservedCall> call = observe_call(order);
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_EQ(call->ending, CallEnding::too_long);
}

TEST(ObserveCall, SaysWhatCannotBeStarted) {
  CallOrder order = shell("");
  order.executable = "/nonexistent/rustc";
  Result<ObservedCall> call = observe_call(order);
  ASSERT_FALSE(call.has_value());
  EXPECT_EQ(call.error().message, "cannot run /nonexistent/rustc: No such file or directory");
}

}  // namespace
}  // namespace makespan
