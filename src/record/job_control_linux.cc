#include "record/job_control_linux.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace makespan {
namespace {

constexpr std::array kRelayed = {SIGINT,  SIGQUIT, SIGTERM, SIGHUP,  SIGUSR1, SIGUSR2,
                                 SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGWINCH};
// Not passed on, but a write of ours that fails may not end us: a full log, a reader that is gone.
constexpr std::array kOfWrites = {SIGPIPE, SIGXFSZ};
// How long a signal to the whole group may take to arrive at the command.
constexpr Duration kRelayDelay = Duration::milliseconds(30);

// Wakes run_until; ignored by whoever gets it otherwise.
constexpr int kWake = SIGURG;

timespec to_timespec(Duration duration) {
  int64_t left = std::max<int64_t>(duration.nanoseconds(), 0);
  return {.tv_sec = left / 1'000'000'000, .tv_nsec = left % 1'000'000'000};
}

bool ends(int signal) {
  return signal == SIGINT || signal == SIGQUIT || signal == SIGTERM || signal == SIGHUP;
}

// As `nohup` leaves SIGHUP. While it is blocked the kernel keeps it all the same.
bool is_ignored(int signal) {
  struct sigaction action = {};
  ::sigaction(signal, nullptr, &action);
  return action.sa_handler == SIG_IGN;
}

bool stops(int signal) {
  return signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

}  // namespace

BlockedSignals::BlockedSignals() {
  sigemptyset(&blocked_);
  for (int signal : kRelayed)
    sigaddset(&blocked_, signal);
  sigaddset(&blocked_, kWake);
  for (int signal : kOfWrites)
    sigaddset(&blocked_, signal);
  ::pthread_sigmask(SIG_BLOCK, &blocked_, &before_);
}

BlockedSignals::~BlockedSignals() {
  // One that came while the command was ending was the command's: it may not end us before the run
  // is kept.
  timespec at_once = {};
  while (::sigtimedwait(&blocked_, nullptr, &at_once) > 0) {
  }
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void SignalRelay::run_until(Timestamp until) {
  while (!stopped_) {
    pass_on_due();
    Timestamp now = clock_.now();
    if (now >= until) return;
    Timestamp wake = until;
    for (const Pending& pending : pending_)
      wake = std::min(wake, pending.arrived + kRelayDelay);
    timespec timeout = to_timespec(wake - now);
    siginfo_t info = {};
    if (::sigtimedwait(&signals_.blocked(), &info, &timeout) > 0) arrived(info);
  }
}

void SignalRelay::stop(pthread_t thread) {
  stopped_ = true;
  ::pthread_kill(thread, kWake);
}

void SignalRelay::remember_late() {
  timespec at_once = {};
  siginfo_t info = {};
  while (::sigtimedwait(&signals_.blocked(), &info, &at_once) > 0)
    remember(info.si_signo);
}

void SignalRelay::remember(int signal) {
  if (ends(signal) && !is_ignored(signal) && !ending_signal_) ending_signal_ = signal;
}

void SignalRelay::arrived(const siginfo_t& info) {
  if (info.si_signo == kWake) return;
  if (std::find(kOfWrites.begin(), kOfWrites.end(), info.si_signo) != kOfWrites.end()) return;
  remember(info.si_signo);
  bool from_terminal = info.si_code > 0;  // SI_KERNEL; kill(2) gives SI_USER, which is 0
  if (stops(info.si_signo)) {
    tree_.job_stop_signal = info.si_signo;
    stop_with_the_job(tree_);
  }
  if (info.si_signo == SIGCONT) tree_.job_stop_signal = 0;
  if (from_terminal) return;
  pending_.push_back({.signal = info.si_signo, .arrived = clock_.now()});
}

void SignalRelay::pass_on_due() {
  Timestamp now = clock_.now();
  std::erase_if(pending_, [&](const Pending& pending) {
    if (tree_.last_delivered(pending.signal) > pending.arrived - kRelayDelay &&
        tree_.last_delivered(pending.signal) > Timestamp())
      return true;
    if (now < pending.arrived + kRelayDelay) return false;
    tree_.with_command([&](int32_t command) { ::kill(command, pending.signal); });
    return true;
  });
}

void stop_with_the_job(TreeState& tree) {
  if (!tree.command_stopped) return;
  int signal = tree.job_stop_signal.exchange(0);
  if (signal == 0) return;
  if (is_ignored(signal)) signal = SIGSTOP;
  sigset_t only = {};
  sigemptyset(&only);
  sigaddset(&only, signal);
  ::syscall(SYS_tgkill, ::getpid(), ::gettid(), signal);
  // Here the whole program stands still until it is continued.
  ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  ::pthread_sigmask(SIG_BLOCK, &only, nullptr);
}

}  // namespace makespan
