#include "report/terminal/time_axis.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"
#include "report/format.h"

namespace makespan {
namespace {

constexpr double kColumnsPerTick = 11;

// The smallest round number of seconds that keeps the labels apart.
Duration tick_step(const TimeScale& scale) {
  double least = scale.span.seconds() * kColumnsPerTick / static_cast<double>(scale.columns);
  constexpr std::array round_numbers = {1.0, 2.0, 5.0, 10.0};
  constexpr std::array round_minutes = {15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0};
  if (least > 10) {
    for (double seconds : round_minutes) {
      if (seconds >= least) return Duration::seconds(seconds);
    }
    return Duration::seconds(std::ceil(least / 3600) * 3600);
  }
  double power = std::pow(10.0, std::floor(std::log10(std::max(least, 1e-6))));
  for (double number : round_numbers) {
    if (number * power >= least) return Duration::seconds(number * power);
  }
  return Duration::seconds(least);
}

}  // namespace

TimeAxis draw_time_axis(const TimeScale& scale, Timestamp zero) {
  TimeAxis axis;
  Duration step = tick_step(scale);
  Duration at = step * std::ceil(ratio(scale.start - zero, step));
  for (size_t column = 0; column < scale.columns; ++column) {
    auto tick = static_cast<size_t>(std::lround(std::max(0.0, scale.position(zero + at))));
    if (tick != column) {
      axis.ruler.add("─", Style::faint);
      continue;
    }
    axis.ruler.add(column == 0 ? "├" : "┼", Style::faint);
    std::string label = format_tick(at, step);
    if (label.starts_with('-')) label.replace(0, 1, "−");
    if (column + display_width(label) <= scale.columns) {
      axis.labels.pad_to(column);
      axis.labels.add(label, Style::faint);
    }
    at += step;
  }
  return axis;
}

void add_time_axis(Page& page, const TimeScale& scale, size_t indent) {
  std::string margin(indent, ' ');
  TimeAxis axis = draw_time_axis(scale, scale.start);
  page.line(Text(margin).add(axis.labels));
  page.line(Text(margin).add(axis.ruler));
}

}  // namespace makespan
