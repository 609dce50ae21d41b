#include "report/fixes/fix_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/format.h"

namespace makespan {
namespace {

struct Unit {
  std::string_view name;
  double seconds;
};

// The unit that format_duration() would choose.
Unit unit_of(double seconds) {
  if (seconds < 0.099'95) return {"ms", 1e-3};
  if (seconds < 999.5) return {"s", 1};
  if (seconds < 59'970) return {"min", 60};
  return {"h", 3600};
}

// Digits behind the point that a number of this size may have: three significant ones.
int most_decimals(double magnitude) {
  return magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
}

std::string with_minus(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", std::fabs(value), decimals);
  bool zero = text.find_first_not_of("0.") == std::string::npos;
  return value < 0 && !zero ? "−" + text : text;
}

// What an interval's ends are rounded to: about a tenth of its width.
struct Steps {
  Unit unit;
  double step = 1;  // in that unit
  int decimals = 0;

  [[nodiscard]] double value(Duration at) const { return at.seconds() / unit.seconds / step; }
  // A hair's breadth beside a step is that step.
  [[nodiscard]] double down(Duration at) const { return std::floor(value(at) + 1e-6) * step; }
  [[nodiscard]] double up(Duration at) const { return std::ceil(value(at) - 1e-6) * step; }
  [[nodiscard]] double near(Duration at) const { return std::round(value(at)) * step; }
};

Steps steps_of(Duration low, Duration expected, Duration high) {
  double magnitude = std::max(std::fabs(low.seconds()), std::fabs(high.seconds()));
  // Beside an interval of seconds nothing is worth its milliseconds.
  double written = std::max(std::fabs(expected.seconds()), magnitude / 4);
  Steps steps{.unit = unit_of(written)};
  double exponent = std::floor(std::log10((high - low).seconds() / steps.unit.seconds / 4));
  int most = most_decimals(magnitude / steps.unit.seconds);
  exponent = std::max(exponent, static_cast<double>(-most));
  steps.step = std::pow(10.0, exponent);
  steps.decimals = std::max(0, static_cast<int>(-exponent));
  return steps;
}

std::string_view sign(double value) {
  return value < 0 ? "−" : value > 0 ? "+" : "";
}

std::string with_sign(double value, int decimals) {
  std::string text = with_minus(value, decimals);
  bool zero = text.find_first_not_of("0.") == std::string::npos;
  return value > 0 && !zero ? "+" + text : text;
}

// Decimals of a percent that an interval of shares this wide may have: a tenth of its width.
int share_decimals(double low, double high) {
  double exponent = std::floor(std::log10((high - low) * 100 / 4));
  return static_cast<int>(-std::clamp(exponent, -2.0, 0.0));
}

}  // namespace

std::string format_change(Duration change) {
  Duration magnitude = change < Duration() ? -change : change;
  return std::string(sign(change.seconds())) + format_duration(magnitude);
}

std::string format_signed(Duration duration) {
  return duration < Duration() ? format_change(duration) : format_duration(duration);
}

std::string format_change(double share) {
  return std::string(sign(share)) + format_share(std::fabs(share));
}

std::string format_interval(Duration low, Duration expected, Duration high) {
  if (low >= high) return "";
  Steps steps = steps_of(low, expected, high);
  std::string first = with_minus(steps.down(low), steps.decimals);
  std::string last = with_minus(steps.up(high), steps.decimals);
  bool negative = first.starts_with("−") || last.starts_with("−");
  return fmt::format("{}{}{} {}", first, negative ? " to " : "–", last, steps.unit.name);
}

std::string format_expected(Duration low, Duration expected, Duration high) {
  if (low >= high) return format_signed(expected);
  Steps steps = steps_of(low, expected, high);
  return fmt::format("{} {}", with_minus(steps.near(expected), steps.decimals), steps.unit.name);
}

std::string format_share_interval(double low, double high) {
  if (low >= high) return "";
  int decimals = share_decimals(low, high);
  double step = std::pow(10.0, -decimals);
  double from = std::floor(low * 100 / step + 1e-6) * step;
  double to = std::ceil(high * 100 / step - 1e-6) * step;
  return fmt::format("{} to {}%", with_sign(from, decimals), with_sign(to, decimals));
}

std::string format_expected_share(double low, double expected, double high) {
  if (low >= high) return format_fine_change(expected);
  return with_sign(expected * 100, share_decimals(low, high)) + "%";
}

std::string format_fine_change(double share) {
  double percent = share * 100;
  double magnitude = std::fabs(percent);
  std::string text = fmt::format("{:.{}f}", magnitude, magnitude < 9.95 ? 1 : 0);
  if (text == "0.0") return "0.0%";
  return fmt::format("{}{}%", sign(percent), text);
}

std::string saving_phrase(const Saving& saving, Basis basis, Duration base) {
  bool slower = saving.expected < Duration();
  Duration magnitude = slower ? -saving.expected : saving.expected;
  Duration low = slower ? -saving.high : saving.low;
  Duration high = slower ? -saving.low : saving.high;
  std::string text = format_expected(low, magnitude, high);
  if (text.find_first_not_of("0. ") >= text.find(' ')) {
    // What rounds to nothing is neither a saving nor a loss.
    text = "nothing";
    low = saving.low;
    high = saving.high;
  } else {
    if (slower) text = fmt::format("nothing: it takes {} longer", text);
    if (basis == Basis::bounded && !slower) text = "up to " + text;
    text += ", " + format_share(ratio(magnitude, base));
  }
  std::string interval = format_interval(low, magnitude, high);
  text += fmt::format(" ({}{}{})", interval, interval.empty() ? "" : ", ", word(basis));
  if (saving.bytes && *saving.bytes != 0) {
    text += fmt::format("; build directory {}", format_bytes_change(-*saving.bytes));
  }
  return text;
}

std::string effort_phrase(const Effort& effort) {
  std::string text(word(effort.effort));
  if (effort.files == 0) return text;
  text += ": " + format_count(effort.files, "file", "files");
  if (effort.lines > 0) text += ", " + format_count(effort.lines, "line", "lines");
  return text;
}

std::string risk_phrase(const Fix& fix) {
  if (fix.risk == Risk::none) return fix.risk_note.empty() ? "none known" : fix.risk_note;
  std::string text(word(fix.risk));
  return fix.risk_note.empty() ? text : text + ": " + fix.risk_note;
}

std::string format_bytes_change(int64_t bytes) {
  uint64_t magnitude = bytes < 0 ? 0 - static_cast<uint64_t>(bytes) : static_cast<uint64_t>(bytes);
  return std::string(sign(static_cast<double>(bytes))) + format_bytes(magnitude);
}

}  // namespace makespan
