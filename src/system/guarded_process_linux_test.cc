#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "system/command_runner.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

bool is_there(const std::string& file) {
  return std::ifstream(file).good();
}

bool is_alive(const std::string& file) {
  std::ifstream text(file);
  pid_t process = 0;
  text >> process;
  EXPECT_GT(process, 0) << file;
  return ::kill(process, 0) == 0;
}

// For a minute at the most.
void wait_while(const std::function<bool()>& condition) {
  for (int i = 0; i < 3'000 && condition(); ++i)
    ::usleep(20'000);
}

// A test beneath a cargo, whose own process group it has left.
TEST(GuardedProcess, DiesWithUsAndAllBeneathIt) {
  const TemporaryDirectory directory;
  const std::string file = directory / "process";
  const std::string script =
      "setsid sh -c '(sleep 60; :) & echo $! >" + file + "; : >" + file + ".there; wait'; :";
  const pid_t we = ::fork();
  if (we == 0) {
    (void)real_command_runner().run({"sh", "-c", script}, "/", std::chrono::minutes(2),
                                    [] { return false; });
    ::_exit(0);
  }
  wait_while([&] { return !is_there(file + ".there"); });
  EXPECT_TRUE(is_alive(file));
  ::kill(we, SIGKILL);
  ::waitpid(we, nullptr, 0);
  wait_while([&] { return is_alive(file); });
  EXPECT_FALSE(is_alive(file));
}

}  // namespace
}  // namespace makespan
