// Every build as a dot on one axis of wall time, its side's median as a bar: what the intervals are
// made of.
//
//             34 s                45 s                60 s
//             ├───────────────────┼───────────────────┼──────
//   base                                                · ·┃·
//   unused     ··┃ ·

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "report/fixes/layout.h"
#include "report/fixes/try_views.h"
#include "report/terminal/time_axis.h"

namespace makespan {
namespace {

Text draw_rounds(const std::vector<Duration>& values, const TimeScale& scale, Style style) {
  std::vector<int> dots(scale.columns);
  auto column = [&](Duration at) {
    double place =
        std::clamp(scale.position(Timestamp::at(at)), 0.0, static_cast<double>(scale.columns - 1));
    return static_cast<size_t>(std::lround(place));
  };
  for (Duration value : values)
    ++dots[column(value)];
  std::optional<Duration> median = median_of(values);
  size_t middle = median ? column(*median) : scale.columns;
  Text text;
  for (size_t i = 0; i < scale.columns; ++i) {
    bool dot = dots[i] > 0;
    text.add(i == middle ? (dot ? "╋" : "┃") : dot ? "•" : " ", style);
  }
  return text;
}

}  // namespace

void add_rounds(Page& page, const TryAnswer& answer) {
  if (answer.base.wall.size() < 2) return;
  std::vector<std::pair<std::string, const TryFigures*>> sides = {{"base", &answer.base}};
  for (const TryVariant& variant : answer.variants)
    if (!variant.figures.wall.empty()) sides.emplace_back(variant.title, &variant.figures);
  Duration least = answer.base.wall.front();
  Duration most = least;
  size_t name = 6;
  for (const auto& [title, figures] : sides) {
    name = std::max(name, display_width(title) + 1);
    for (Duration value : figures->wall) {
      least = std::min(least, value);
      most = std::max(most, value);
    }
  }
  if (least == most) return;
  name = std::min(name, std::clamp<size_t>(page.width() / 3, 10, 40));
  page.heading("Rounds", "wall time of each build; ┃ the median, ╋ a build on it");
  size_t columns = std::max<size_t>(8, page.width() - 2 - name - 2);
  Duration span = (most - least) * (1 + 2.0 / static_cast<double>(columns));
  TimeScale scale{.start = Timestamp::at(least), .span = span, .columns = columns};
  TimeAxis axis = draw_time_axis(scale, Timestamp());
  std::string margin(2 + name, ' ');
  page.line(Text(margin).add(axis.labels));
  page.line(Text(margin).add(axis.ruler));
  for (const auto& [title, figures] : sides) {
    bool base = figures == &answer.base;
    Text line("  ");
    line.fit(cut_in_the_middle(title, name - 1), name - 1, base ? Style::faint : Style::plain);
    page.line(
        line.add(" ").add(draw_rounds(figures->wall, scale, base ? Style::faint : Style::codegen)));
  }
}

}  // namespace makespan
