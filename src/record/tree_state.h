#pragma once
// TreeState: what the threads of a recorder know of each other's doings. Every member function may
// be called from any thread.

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "base/duration.h"

namespace makespan {

class TreeState {
 public:
  void process_started(int32_t pid) {
    std::lock_guard lock(mutex_);
    living_.insert(pid);
    ++started_;
  }
  void process_ended(int32_t pid, Duration cpu) {
    std::lock_guard lock(mutex_);
    living_.erase(pid);
    ended_cpu_ += cpu;
  }

  struct Snapshot {
    std::vector<int32_t> living;
    Duration ended_cpu;
    uint64_t started = 0;
  };
  Snapshot snapshot() {
    std::lock_guard lock(mutex_);
    return {
        .living = {living_.begin(), living_.end()}, .ended_cpu = ended_cpu_, .started = started_};
  }

  // The command itself: from its fork until just before it is waited for, so that a signal for it
  // never reaches a stranger who got its pid.
  void command_started(int32_t pid) {
    std::lock_guard lock(mutex_);
    command_ = pid;
  }
  void command_ended() {
    std::lock_guard lock(mutex_);
    command_ = 0;
  }
  template <class Action>
  void with_command(Action action) {
    std::lock_guard lock(mutex_);
    if (command_ != 0) action(command_);
  }

  // When a signal last reached the command; used to tell whether one that we got was for us alone.
  void signal_delivered(int signal, Timestamp now) {
    delivered_[static_cast<size_t>(signal) % delivered_.size()] = now.since_epoch().nanoseconds();
  }
  [[nodiscard]] Timestamp last_delivered(int signal) const {
    return Timestamp::at(
        Duration::nanoseconds(delivered_[static_cast<size_t>(signal) % delivered_.size()]));
  }

  // Job control: the terminal has asked the whole job to stop (its signal, 0: it has not), and the
  // command has stopped. We stop when both are true.
  std::atomic<int> job_stop_signal = 0;
  std::atomic<bool> command_stopped = false;

 private:
  std::mutex mutex_;
  std::unordered_set<int32_t> living_;
  Duration ended_cpu_;
  uint64_t started_ = 0;
  int32_t command_ = 0;
  std::array<std::atomic<int64_t>, 128> delivered_ = {};
};

}  // namespace makespan
