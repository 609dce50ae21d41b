#include "report/format.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace makespan {
namespace {

// At most three significant digits, and at most `decimals` of them behind the point.
std::string digits(double value, int decimals) {
  double magnitude = std::fabs(value);
  // 9.995 rounds to 10.0: what the rounded text has counts.
  int behind = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
  return fmt::format("{:.{}f}", value, std::min(behind, decimals));
}

}  // namespace

std::string format_duration(Duration duration) {
  double seconds = duration.seconds();
  double magnitude = std::fabs(seconds);
  if (duration == Duration()) return "0 s";
  if (magnitude < 0.000'999'5) return fmt::format("{} µs", digits(seconds * 1e6, 0));
  if (magnitude < 0.099'95) {
    double milliseconds = seconds * 1e3;
    return fmt::format("{} ms", digits(milliseconds, magnitude < 0.009'995 ? 1 : 0));
  }
  if (magnitude < 999.5) return fmt::format("{} s", digits(seconds, 2));
  if (magnitude < 59'970) return fmt::format("{} min", digits(seconds / 60, 1));
  return fmt::format("{} h", digits(seconds / 3600, 2));
}

std::string format_column(Duration duration) {
  return std::fabs(duration.seconds()) < 999.5 ? fmt::format("{} s", digits(duration.seconds(), 2))
                                               : format_duration(duration);
}

std::string format_share(double share) {
  double percent = share * 100;
  if (percent == 0) return "0%";
  if (percent < 0.05) return "<0.1%";
  if (percent < 0.95) return fmt::format("{:.1f}%", percent);
  return fmt::format("{:.0f}%", percent);
}

std::string format_cores(double cores) {
  if (cores == std::floor(cores)) return fmt::format("{:.0f}", cores);
  return fmt::format("{:.{}f}", cores, cores < 0.95 ? 2 : cores < 99.95 ? 1 : 0);
}

std::string format_bytes(uint64_t bytes) {
  constexpr std::array units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 999.5 && unit + 1 < units.size()) {
    value /= 1000;
    ++unit;
  }
  return fmt::format("{} {}", digits(value, unit == 0 ? 0 : 2), units[unit]);
}

std::string format_tick(Duration at, Duration step) {
  struct Unit {
    double least;     // in it from so many seconds on
    int64_t length;   // in nanoseconds
    size_t decimals;  // at most
    std::string_view name;
  };
  constexpr std::array<Unit, 5> units = {{{59'970, 3'600'000'000'000, 1, "h"},
                                          {999.5, 60'000'000'000, 1, "min"},
                                          {0.099'95, 1'000'000'000, 9, "s"},
                                          {0.000'999'5, 1'000'000, 6, "ms"},
                                          {0, 1'000, 3, "µs"}}};
  if (at == Duration()) return "0 s";
  for (const Unit& unit : units) {
    if (std::fabs(at.seconds()) < unit.least) continue;
    int64_t finest = unit.length;
    size_t decimals = 0;
    while (step.nanoseconds() % finest != 0 && decimals < unit.decimals) {
      finest /= 10;
      ++decimals;
    }
    if (step.nanoseconds() % finest != 0) continue;
    double value = static_cast<double>(at.nanoseconds()) / static_cast<double>(unit.length);
    std::string number = fmt::format("{:.{}f}", value, decimals);
    if (decimals > 0) number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    return fmt::format("{} {}", number, unit.name);
  }
  return format_duration(at);
}

std::string format_count(uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace makespan
