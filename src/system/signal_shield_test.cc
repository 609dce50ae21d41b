#include "system/signal_shield.h"

#include <gtest/gtest.h>

#include <csignal>

namespace makespan {
namespace {

TEST(SignalShield, HoldsOffWhatWouldEndUsAndDropsIt) {
  {
    SignalShield shield(SignalShield::From::writes_and_terminal);
    for (int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGHUP})
      ASSERT_EQ(std::raise(signal), 0);
  }
  // We are still here, and nothing is left that would end us later.
  sigset_t pending;
  ASSERT_EQ(::sigpending(&pending), 0);
  for (int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGHUP})
    EXPECT_EQ(::sigismember(&pending, signal), 0) << "signal " << signal;
}

TEST(SignalShieldDeathTest, LetsCtrlCThroughWhereOnlyWritesAreShielded) {
  EXPECT_EXIT(
      {
        SignalShield shield(SignalShield::From::writes);
        std::raise(SIGINT);
      },
      ::testing::KilledBySignal(SIGINT), "");
}

TEST(SignalShieldDeathTest, LeavesNothingShieldedBehind) {
  EXPECT_EXIT(
      {
        { SignalShield shield(SignalShield::From::writes_and_terminal); }
        std::raise(SIGHUP);
      },
      ::testing::KilledBySignal(SIGHUP), "");
}

}  // namespace
}  // namespace makespan
