#include "record/sampler_linux.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

// The kernel lists the locks of one core behind those of another, each core's newest first: so many
// on each make several pages before any older one.
constexpr int kLocksPerCore = 400;

// Of single bytes, with a gap between them: each is a lock of its own.
void take_many_locks(int file) {
  cpu_set_t usable;
  ASSERT_EQ(::sched_getaffinity(0, sizeof usable, &usable), 0);
  off_t at = 0;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (!CPU_ISSET(core, &usable)) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
    for (int i = 0; i < kLocksPerCore; ++i, at += 2) {
      struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = 1};
      ASSERT_EQ(::fcntl(file, F_SETLK, &lock), 0);
    }
  }
  ASSERT_EQ(::sched_setaffinity(0, sizeof usable, &usable), 0);
}

std::vector<int32_t> waiting(Sampler& sampler) {
  std::vector<int32_t> pids;
  for (const RawLockWaits::Wait& wait : sampler.lock_waits({}).waits)
    pids.push_back(wait.pid);
  return pids;
}

TEST(Sampler, SeesAWaitOnAMachineWithManyLocks) {
  TemporaryDirectory directory;
  std::string path = directory / "lock";
  int held = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  pid_t waiter = ::fork();
  if (waiter == 0) {
    int file = ::open(path.c_str(), O_RDWR);
    ::_exit(::flock(file, LOCK_EX));
  }
  Sampler sampler({0});
  for (int i = 0; i < 60'000 && !testing::Matches(testing::Contains(waiter))(waiting(sampler)); ++i)
    ::usleep(1000);

  int many = ::open((directory / "many").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  take_many_locks(many);
  EXPECT_THAT(waiting(sampler), testing::Contains(waiter));
  ::close(many);
  ::close(held);
  ::kill(waiter, SIGKILL);
  ::waitpid(waiter, nullptr, 0);
}

}  // namespace
}  // namespace makespan
