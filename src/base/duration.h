#pragma once
// Time in signed 64-bit nanoseconds, in three types that do not mix by accident.
//
//   Duration   a length of time; may be negative (a delta)
//   Timestamp  a moment of a run, counted from the run's start (monotonic clock)
//   UnixTime   a moment of the calendar, counted from 1970 (what file times are in)
//
// Formats have their own units (.ninja_log ms, Chrome traces us, cargo s): importers convert at the
// door. `double` seconds exist only in formatters, JSON and reports.

#include <compare>
#include <cstdint>

namespace makespan {

class Duration {
 public:
  constexpr Duration() = default;
  static constexpr Duration nanoseconds(int64_t n) { return Duration(n); }
  static constexpr Duration microseconds(int64_t n) { return Duration(n * 1'000); }
  static constexpr Duration milliseconds(int64_t n) { return Duration(n * 1'000'000); }
  static constexpr Duration seconds(double s) {
    return Duration(static_cast<int64_t>(s * 1e9 + (s < 0 ? -0.5 : 0.5)));
  }

  [[nodiscard]] constexpr int64_t nanoseconds() const { return nanoseconds_; }
  [[nodiscard]] constexpr double seconds() const { return static_cast<double>(nanoseconds_) / 1e9; }

  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) {
    return Duration(a.nanoseconds_ + b.nanoseconds_);
  }
  friend constexpr Duration operator-(Duration a, Duration b) {
    return Duration(a.nanoseconds_ - b.nanoseconds_);
  }
  friend constexpr Duration operator-(Duration a) { return Duration(-a.nanoseconds_); }
  friend constexpr Duration operator*(Duration a, double factor) {
    return Duration(static_cast<int64_t>(static_cast<double>(a.nanoseconds_) * factor));
  }
  constexpr Duration& operator+=(Duration other) { return *this = *this + other; }
  constexpr Duration& operator-=(Duration other) { return *this = *this - other; }

 private:
  constexpr explicit Duration(int64_t n) : nanoseconds_(n) {}
  int64_t nanoseconds_ = 0;
};

// a / b as a fraction; 0 where b is zero (a share of nothing is nothing).
constexpr double ratio(Duration a, Duration b) {
  return b == Duration()
             ? 0.0
             : static_cast<double>(a.nanoseconds()) / static_cast<double>(b.nanoseconds());
}

template <class Epoch>
class Moment {
 public:
  constexpr Moment() = default;
  static constexpr Moment at(Duration since_epoch) { return Moment(since_epoch); }
  [[nodiscard]] constexpr Duration since_epoch() const { return since_epoch_; }
  [[nodiscard]] constexpr double seconds() const { return since_epoch_.seconds(); }

  friend constexpr auto operator<=>(Moment, Moment) = default;
  friend constexpr Duration operator-(Moment a, Moment b) {
    return a.since_epoch_ - b.since_epoch_;
  }
  friend constexpr Moment operator+(Moment a, Duration d) { return Moment(a.since_epoch_ + d); }
  friend constexpr Moment operator-(Moment a, Duration d) { return Moment(a.since_epoch_ - d); }

 private:
  constexpr explicit Moment(Duration d) : since_epoch_(d) {}
  Duration since_epoch_;
};

using Timestamp = Moment<struct RunStart>;
using UnixTime = Moment<struct UnixEpoch>;

}  // namespace makespan
