// Changes against zero: where an interval holds zero nothing is claimed.
//
//                          −60%      −40%      −20%      0%
//                       ───┼─────────┼─────────┼─────────┼──
//   unused     wall        ├●┤                           ┊    −51%  (−52 to −50%)
//              CPU           ├●─┤                        ┊    −47%  (−49 to −44%)
//              predicted  ├──◇───┤                       ┊    −50%  (−58 to −43%)

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/layout.h"
#include "report/fixes/try_views.h"

namespace makespan {
namespace {

constexpr size_t kWhatColumns = 10;

struct Row {
  std::string variant;  // on its first row only
  std::string_view what;
  MeasuredChange change;
  bool predicted = false;
};

std::vector<Row> rows_of(const TryAnswer& answer) {
  std::vector<Row> rows;
  for (const TryVariant& variant : answer.variants) {
    std::string name = variant.title;
    auto add = [&](std::string_view what, const MeasuredChange& change, bool predicted) {
      rows.push_back({.variant = name, .what = what, .change = change, .predicted = predicted});
      name.clear();
    };
    if (variant.wall) add("wall", *variant.wall, false);
    if (variant.predicted) {
      const PredictedChange& said = *variant.predicted;
      add("predicted", {.expected = said.wall, .low = said.wall_low, .high = said.wall_high}, true);
    }
    if (variant.cpu) add("CPU", *variant.cpu, false);
    if (variant.benchmark) add("benchmark", *variant.benchmark, false);
  }
  return rows;
}

// Fractions on columns.
struct Scale {
  double from = 0;
  double to = 0;
  size_t columns = 1;

  [[nodiscard]] size_t column(double at) const {
    double place = (at - from) / (to - from) * static_cast<double>(columns - 1);
    return static_cast<size_t>(
        std::lround(std::clamp(place, 0.0, static_cast<double>(columns - 1))));
  }
};

Scale scale_of(const std::vector<Row>& rows, size_t columns) {
  Scale scale{.columns = columns};
  for (const Row& row : rows) {
    scale.from = std::min({scale.from, row.change.low, row.change.expected});
    scale.to = std::max({scale.to, row.change.high, row.change.expected});
  }
  double air = std::max((scale.to - scale.from) * 0.04, 0.001);
  scale.from -= air;
  scale.to += air;
  return scale;
}

// Round percents that keep the labels apart.
double tick_step(const Scale& scale) {
  double least = (scale.to - scale.from) * 11 / static_cast<double>(scale.columns);
  double power = std::pow(10.0, std::floor(std::log10(least)));
  for (double number : std::array{1.0, 2.0, 5.0}) {
    if (number * power >= least) return number * power;
  }
  return 10 * power;
}

void add_axis(Page& page, const Scale& scale, size_t margin) {
  double step = tick_step(scale);
  Text labels(std::string(margin, ' '));
  Text ruler(std::string(margin, ' '));
  auto tick = std::ceil(scale.from / step);
  for (size_t i = 0; i < scale.columns; ++i) {
    bool here = tick * step <= scale.to && scale.column(tick * step) == i;
    ruler.add(here ? "┼" : "─", Style::faint);
    if (!here) continue;
    double at = tick * step;
    std::string label = tick == 0     ? "0%"
                        : step < 0.01 ? format_fine_change(at)
                                      : format_change(std::round(at * 100) / 100);
    if (i + display_width(label) <= scale.columns)
      labels.pad_to(margin + i).add(label, Style::faint);
    tick += 1;
  }
  page.line(labels);
  page.line(ruler);
}

Style style_of(const Row& row) {
  if (row.predicted) return Style::faint;
  if (row.change.holds(0)) return Style::warning;
  return row.change.expected < 0 ? Style::good : Style::bad;
}

Text draw(const Row& row, const Scale& scale) {
  size_t low = scale.column(row.change.low);
  size_t high = scale.column(row.change.high);
  size_t point = scale.column(row.change.expected);
  size_t zero = scale.column(0);
  Style style = style_of(row);
  Text text;
  for (size_t i = 0; i < scale.columns; ++i) {
    if (i == point) {
      text.add(row.predicted ? "◇" : "●", style);
    } else if (low < high && (i == low || i == high)) {
      text.add(i == low ? "├" : "┤", style);
    } else if (low < i && i < high) {
      text.add("─", style);
    } else {
      text.add(i == zero ? "│" : " ", Style::faint);
    }
  }
  return text;
}

}  // namespace

void add_change_chart(Page& page, const TryAnswer& answer) {
  std::vector<Row> rows = rows_of(answer);
  if (rows.empty()) return;
  bool bounded = std::all_of(rows.begin(), rows.end(),
                             [](const Row& row) { return row.predicted || row.change.bounded; });
  page.heading("Change", bounded ? "90% intervals, round by round; one that holds 0 claims nothing"
                                 : "too few rounds for intervals: the least and the most seen");
  size_t name = 6;
  for (const Row& row : rows)
    name = std::max(name, display_width(row.variant) + 1);
  name = std::min(name, std::clamp<size_t>(page.width() / 3, 10, 40));
  bool wide = page.width() >= 72;
  size_t figures = wide ? 25 : 8;
  size_t margin = 2 + name + kWhatColumns;
  Scale scale =
      scale_of(rows, std::max<size_t>(8, page.width() - std::min(page.width(), margin + figures)));
  add_axis(page, scale, margin);
  for (const Row& row : rows) {
    Text line("  ");
    line.fit(cut_in_the_middle(row.variant, name - 1), name - 1)
        .add(" ")
        .fit(row.what, kWhatColumns, Style::faint)
        .add(draw(row, scale));
    line.right(format_fine_change(row.change.expected), 8, style_of(row));
    if (wide)
      line.add(" ").add(format_share_interval(row.change.low, row.change.high), Style::faint);
    page.line(line);
  }
}

}  // namespace makespan
