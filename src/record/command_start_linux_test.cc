#include "record/command_start_linux.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

namespace makespan {
namespace {

void remember_nothing(int /*signal*/) {}

// A Ctrl-C that comes between fork and exec ends the command, also while we catch our own.
TEST(CommandStart, IsEndedByASignalThatWeCatch) {
  auto before = ::signal(SIGINT, remember_nothing);
  // Held back as the recorder holds it, until the child has its mask.
  sigset_t interrupt;
  sigset_t mask;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &interrupt, &mask);
  const std::vector<std::string> command = {"true"};
  const std::vector<EnvironmentOverride> environment;
  CommandStart start(command, environment);
  pid_t child = start.fork(mask);
  ::pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  ::signal(SIGINT, before);
  ASSERT_GT(child, 0);
  ASSERT_EQ(::kill(child, SIGINT), 0);
  int status = 0;
  // One that lives on is let go, so that the test ends; of one that is gone the pipe is broken.
  auto pipe_before = ::signal(SIGPIPE, SIG_IGN);
  start.release();
  ::signal(SIGPIPE, pipe_before);
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT) << "status " << status;
}

}  // namespace
}  // namespace makespan
