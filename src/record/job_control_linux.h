#pragma once
// Job control and signals: the recorder stands between a shell and the command without being
// noticed by either.
//
// The command is in our process group, so the terminal's signals reach it without us; we block them
// all and look at them (relay_signals):
//   - from the terminal: not for us. Ctrl-Z notes that the job is to stop; when the command has
//     stopped, we stop too, so that the shell gets its terminal back.
//   - from a process, to us alone (`kill PID`, a CI runner's timeout): the command gets it from us.
//     To the whole group: the command has it already; passed on only where it has not arrived there
//     within kRelayDelay.

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <optional>
#include <vector>

#include "record/run_clock_linux.h"
#include "record/tree_state.h"

namespace makespan {

// Blocks the relayed signals, and those of failed writes, in this thread and those it starts, until
// its end; what is still pending then is dropped.
class BlockedSignals {
 public:
  BlockedSignals();
  ~BlockedSignals();
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;

  // What the mask was before: what the command gets.
  [[nodiscard]] const sigset_t& before() const { return before_; }
  [[nodiscard]] const sigset_t& blocked() const { return blocked_; }

 private:
  sigset_t before_ = {};
  sigset_t blocked_ = {};
};

class SignalRelay {
 public:
  SignalRelay(const BlockedSignals& signals, TreeState& tree, const RunClock& clock)
      : signals_(signals), tree_(tree), clock_(clock) {}

  // Waits for signals until `until` or stop(), and sees to those that come.
  void run_until(Timestamp until);
  // From another thread: run_until returns, now and from now on. `thread` is the one that runs it.
  void stop(pthread_t thread);
  [[nodiscard]] bool stopped() const { return stopped_; }
  // When the command is gone: what came too late to be passed on is remembered all the same.
  void remember_late();
  // The first that asked the job to end (SIGINT, SIGQUIT, SIGTERM, SIGHUP), whoever sent it; none
  // that we were started to ignore (`nohup`).
  [[nodiscard]] std::optional<int> ending_signal() const { return ending_signal_; }

 private:
  struct Pending {
    int signal = 0;
    Timestamp arrived;
  };
  void arrived(const siginfo_t& info);
  void remember(int signal);
  void pass_on_due();

  const BlockedSignals& signals_;
  TreeState& tree_;
  const RunClock& clock_;
  std::vector<Pending> pending_;
  std::atomic<bool> stopped_ = false;
  std::optional<int> ending_signal_;
};

// Stops this program where the job is to stop and the command has. Returns when it is continued.
void stop_with_the_job(TreeState& tree);

}  // namespace makespan
