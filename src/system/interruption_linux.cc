#include <signal.h>

#include <array>
#include <atomic>

#include "base/check.h"
#include "system/interruption.h"

namespace makespan {
namespace {

constexpr std::array kCaught = {SIGINT, SIGTERM, SIGHUP};

// What a signal handler can reach is of the program, not of an object.
std::atomic<int> received = 0;
std::atomic<bool> in_use = false;
std::array<struct sigaction, kCaught.size()> before = {};

void remember(int signal) {
  int none = 0;
  received.compare_exchange_strong(none, signal);
}

}  // namespace

Interruption::Interruption() {
  CHECK(!in_use.exchange(true));
  received = 0;
  struct sigaction action = {};
  action.sa_handler = remember;
  action.sa_flags = SA_RESTART;
  for (size_t i = 0; i < kCaught.size(); ++i) {
    ::sigaction(kCaught[i], nullptr, &before[i]);
    // `nohup makespan try …`: what was ignored stays ignored.
    if (before[i].sa_handler != SIG_IGN) ::sigaction(kCaught[i], &action, nullptr);
  }
}

Interruption::~Interruption() {
  for (size_t i = 0; i < kCaught.size(); ++i)
    ::sigaction(kCaught[i], &before[i], nullptr);
  in_use = false;
}

std::optional<int> Interruption::signal() const {
  int signal = received;
  return signal == 0 ? std::nullopt : std::optional(signal);
}

void Interruption::request(int signal) {
  remember(signal);
}

}  // namespace makespan
