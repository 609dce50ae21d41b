#include <pthread.h>
#include <signal.h>

#include "system/signal_shield.h"

namespace makespan {

struct SignalShield::Masks {
  sigset_t before = {};
  sigset_t shielded = {};  // less what was blocked before: that is not ours to drop
};

SignalShield::SignalShield(From from) : masks_(std::make_unique<Masks>()) {
  sigset_t wanted;
  sigemptyset(&wanted);
  for (int signal : {SIGPIPE, SIGXFSZ})
    sigaddset(&wanted, signal);
  if (from == From::writes_and_terminal) {
    for (int signal : {SIGINT, SIGHUP})
      sigaddset(&wanted, signal);
  }
  ::pthread_sigmask(SIG_BLOCK, &wanted, &masks_->before);
  sigemptyset(&masks_->shielded);
  for (int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGHUP}) {
    if (sigismember(&wanted, signal) == 1 && sigismember(&masks_->before, signal) == 0)
      sigaddset(&masks_->shielded, signal);
  }
}

SignalShield::~SignalShield() {
  timespec at_once = {};
  while (::sigtimedwait(&masks_->shielded, nullptr, &at_once) > 0) {
  }
  ::pthread_sigmask(SIG_SETMASK, &masks_->before, nullptr);
}

}  // namespace makespan
