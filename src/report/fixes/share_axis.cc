#include "report/fixes/share_axis.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"

namespace makespan {
namespace {

constexpr double kColumnsPerTick = 11;

// Round percents that keep the labels apart.
double tick_step(const ShareScale& scale) {
  double least = (scale.to - scale.from) * kColumnsPerTick / static_cast<double>(scale.columns);
  double power = std::pow(10.0, std::floor(std::log10(least)));
  for (double number : std::array{1.0, 2.0, 5.0}) {
    if (number * power >= least) return number * power;
  }
  return 10 * power;
}

}  // namespace

size_t ShareScale::column(double share) const {
  double last = static_cast<double>(columns - 1);
  double place = (share - from) / (to - from) * last;
  return static_cast<size_t>(std::lround(std::clamp(place, 0.0, last)));
}

ShareScale scale_over(const std::vector<double>& shares, size_t columns) {
  ShareScale scale{.columns = columns};
  for (double share : shares) {
    scale.from = std::min(scale.from, share);
    scale.to = std::max(scale.to, share);
  }
  double air = std::max((scale.to - scale.from) * 0.04, 0.001);
  scale.from -= air;
  scale.to += air;
  return scale;
}

ShareAxis draw_share_axis(const ShareScale& scale) {
  ShareAxis axis;
  double step = tick_step(scale);
  double tick = std::ceil(scale.from / step);
  for (size_t i = 0; i < scale.columns; ++i) {
    double at = tick * step;
    bool here = at <= scale.to && scale.column(at) == i;
    axis.ruler.add(here ? "┼" : "─", Style::faint);
    if (!here) continue;
    std::string label = tick == 0     ? "0%"
                        : step < 0.01 ? format_fine_change(at)
                                      : format_change(std::round(at * 100) / 100);
    if (i + display_width(label) <= scale.columns) {
      axis.labels.pad_to(i);
      axis.labels.add(label, Style::faint);
    }
    tick += 1;
  }
  return axis;
}

}  // namespace makespan
