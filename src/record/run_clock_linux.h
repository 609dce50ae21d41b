#pragma once
// RunClock: Timestamps of a run, from the monotonic clock.

#include <time.h>

#include "base/duration.h"

namespace makespan {

class RunClock {
 public:
  RunClock() : start_(read(CLOCK_MONOTONIC)), started_(UnixTime::at(read(CLOCK_REALTIME))) {}

  [[nodiscard]] Timestamp now() const { return Timestamp::at(read(CLOCK_MONOTONIC) - start_); }
  // The calendar's moment of Timestamp 0.
  [[nodiscard]] UnixTime started() const { return started_; }

 private:
  static Duration read(clockid_t clock) {
    timespec time = {};
    ::clock_gettime(clock, &time);
    return Duration::nanoseconds(time.tv_sec * 1'000'000'000 + time.tv_nsec);
  }
  Duration start_;
  UnixTime started_;
};

}  // namespace makespan
