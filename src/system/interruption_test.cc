#include "system/interruption.h"

#include <gtest/gtest.h>

#include <csignal>

namespace makespan {
namespace {

TEST(Interruption, RemembersTheFirstSignal) {
  Interruption interruption;
  EXPECT_FALSE(interruption.requested());
  for (int signal : {SIGTERM, SIGINT})
    ASSERT_EQ(std::raise(signal), 0);
  EXPECT_EQ(interruption.signal(), SIGTERM);
}

TEST(Interruption, BeginsAnewEachTime) {
  {
    Interruption interruption;
    std::raise(SIGHUP);
  }
  EXPECT_FALSE(Interruption().requested());
}

TEST(InterruptionDeathTest, IsOverWhenItGoes) {
  EXPECT_EXIT(
      {
        { Interruption interruption; }
        std::raise(SIGINT);
      },
      ::testing::KilledBySignal(SIGINT), "");
}

TEST(InterruptionDeathTest, LeavesIgnoredSignalsIgnored) {
  EXPECT_EXIT(
      {
        std::signal(SIGHUP, SIG_IGN);
        Interruption interruption;
        std::raise(SIGHUP);
        std::_Exit(interruption.requested() ? 1 : 0);
      },
      ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace makespan
