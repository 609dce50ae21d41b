// Changes against zero: where an interval holds zero nothing is claimed.
//
//                          −60%      −40%      −20%      0%
//                       ───┼─────────┼─────────┼─────────┼──
//   unused     wall        ├●┤                           ┊    −51%  (−52 to −50%)
//              CPU           ├●─┤                        ┊    −47%  (−49 to −44%)
//              predicted  ├──◇───┤                       ┊    −50%  (−58 to −43%)

#include <algorithm>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/layout.h"
#include "report/fixes/share_axis.h"
#include "report/fixes/try_views.h"

namespace makespan {
namespace {

constexpr size_t kLeastChart = 8;

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
    if (variant.paced) add("at one pace", variant.paced->wall, false);
    if (variant.predicted) {
      const PredictedChange& said = *variant.predicted;
      add("predicted", {.expected = said.wall, .low = said.wall_low, .high = said.wall_high}, true);
    }
    if (variant.cpu) add("CPU", *variant.cpu, false);
    if (variant.paced) add("at one pace", variant.paced->cpu, false);
    if (variant.benchmark) add("benchmark", *variant.benchmark, false);
  }
  return rows;
}

ShareScale scale_of(const std::vector<Row>& rows, size_t columns) {
  std::vector<double> shares;
  for (const Row& row : rows)
    shares.insert(shares.end(), {row.change.low, row.change.expected, row.change.high});
  return scale_over(shares, columns);
}

Style style_of(const Row& row) {
  if (row.predicted) return Style::faint;
  if (row.change.holds(0)) return Style::warning;
  return row.change.expected < 0 ? Style::good : Style::bad;
}

Text draw(const Row& row, const ShareScale& scale) {
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
  size_t what = 0;
  for (const Row& row : rows) {
    name = std::max(name, display_width(row.variant) + 1);
    what = std::max(what, row.what.size() + 1);
  }
  bool wide = page.width() >= 72;
  size_t figures = wide ? 25 : 8;
  size_t most = page.width() - 2 - what - figures - kLeastChart;
  name = std::min({name, most, std::clamp<size_t>(page.width() / 3, 10, 40)});
  size_t margin = 2 + name + what;
  ShareScale scale = scale_of(
      rows, std::max(kLeastChart, page.width() - std::min(page.width(), margin + figures)));
  ShareAxis axis = draw_share_axis(scale);
  page.line(Text(std::string(margin, ' ')).add(axis.labels));
  page.line(Text(std::string(margin, ' ')).add(axis.ruler));
  for (const Row& row : rows) {
    Text line("  ");
    line.fit(cut_in_the_middle(row.variant, name - 1), name - 1)
        .add(" ")
        .fit(row.what, what, Style::faint)
        .add(draw(row, scale));
    const MeasuredChange& change = row.change;
    line.right(format_expected_share(change.low, change.expected, change.high), 8, style_of(row));
    if (wide) line.add(" ").add(format_share_interval(change.low, change.high), Style::faint);
    page.line(line);
  }
}

}  // namespace makespan
