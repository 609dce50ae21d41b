// What each fix would save alone: a point in its interval, on one axis whose zero is "as it is".
//
//                              0 s        10 s       20 s       30 s
//                              ├──────────┼──────────┼──────────┼──────
//   1 ● unused                 │                              ├──●─┤     36.2 s  simulated
//   2 ○ release.codegen-units… ├●─┤                                      1.20 s  replayed
//   3 ✗ release.lto=off    ├●┤ │                                        −9.60 s  replayed

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"
#include "report/format.h"
#include "report/terminal/time_axis.h"

namespace makespan {
namespace {

constexpr size_t kMostRows = 24;
constexpr size_t kMarkColumns = 6;  // "  1 ● "
constexpr size_t kSavingColumns = 11;
constexpr size_t kBasisColumns = 11;

// A rejected fix that changes less of the build than this is a mark on zero.
constexpr double kWorthARow = 0.005;

// Priced fixes; of the rejected ones those that would change something, so that what harms is seen.
std::vector<const Fix*> choose_rows(const FixAnswer& answer) {
  std::vector<const Fix*> rows;
  for (const Fix& fix : answer.fixes) {
    if (!fix.saving) continue;
    bool changes = std::fabs(ratio(fix.saving->expected, answer.base)) >= kWorthARow;
    if (fix.verdict != Verdict::rejected || changes) rows.push_back(&fix);
  }
  return rows;
}

TimeScale scale_of(const std::vector<const Fix*>& rows, size_t columns) {
  Duration from;
  Duration to;
  for (const Fix* fix : rows) {
    from = std::min({from, fix->saving->low, fix->saving->expected});
    to = std::max({to, fix->saving->high, fix->saving->expected});
  }
  if (from == to) to = from + Duration::milliseconds(1);
  // Half a cell of air, so that the last column is not cut off by rounding.
  Duration span = (to - from) * (1 + 1 / static_cast<double>(columns));
  return {.start = Timestamp::at(from), .span = span, .columns = columns};
}

std::string_view point_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::recommended:
      return "●";
    case Verdict::decision:
      return "◇";
    case Verdict::possible:
    case Verdict::rejected:
      return "○";
  }
  return "";
}

// The interval as one row of cells, with the line of zero where it is not covered.
Text draw_interval(const Saving& saving, Verdict verdict, const TimeScale& scale) {
  auto column = [&](Duration at) {
    double place = std::clamp(scale.position(Timestamp::at(at)), 0.0, double(scale.columns - 1));
    return static_cast<size_t>(std::lround(place));
  };
  size_t zero = column({});
  size_t low = column(saving.low);
  size_t high = column(saving.high);
  size_t point = column(saving.expected);
  Style style = saving.expected < Duration()   ? Style::bad
                : verdict == Verdict::rejected ? Style::faint
                                               : Style::good;
  Text text;
  for (size_t i = 0; i < scale.columns; ++i) {
    if (i == point) {
      text.add(point_of(verdict), style);
    } else if (low < high && i == low) {
      text.add("├", style);
    } else if (low < high && i == high) {
      text.add("┤", style);
    } else if (i > low && i < high) {
      text.add("─", style);
    } else {
      text.add(i == zero ? "│" : " ", Style::faint);
    }
  }
  return text;
}

}  // namespace

void add_saving_chart(Page& page, const FixAnswer& answer) {
  std::vector<const Fix*> rows = choose_rows(answer);
  if (rows.empty()) return;
  size_t hidden = rows.size() > kMostRows ? rows.size() - kMostRows : 0;
  rows.resize(rows.size() - hidden);
  page.heading("Savings", "of each fix alone, with its interval; left of 0: the build gets slower");
  size_t name = 8;
  for (const Fix* fix : rows)
    name = std::max(name, display_width(fix->id) + 1);
  name = std::min(name, std::clamp<size_t>(page.width() / 3, 12, 48));
  size_t basis = page.width() >= 72 ? kBasisColumns : 0;
  size_t others = kMarkColumns + name + kSavingColumns + basis;
  TimeScale scale = scale_of(rows, page.width() > others + 8 ? page.width() - others : 8);
  TimeAxis axis = draw_time_axis(scale, Timestamp());
  std::string margin(kMarkColumns + name, ' ');
  page.line(Text(margin).add(axis.labels));
  page.line(Text(margin).add(axis.ruler));
  for (const Fix* fix : rows) {
    Style style = fix->verdict == Verdict::rejected ? Style::faint : Style::plain;
    Text line;
    line.right(std::to_string(fix - answer.fixes.data() + 1), 3, Style::faint).add(" ");
    line.add(verdict_mark(fix->verdict))
        .add(" ")
        .fit(cut_in_the_middle(fix->id, name - 1), name - 1, style)
        .add(" ");
    line.add(draw_interval(*fix->saving, fix->verdict, scale));
    const Saving& price = *fix->saving;
    std::string saving = format_expected(price.low, price.expected, price.high);
    if (fix->basis == Basis::bounded) saving.insert(0, "≤ ");
    line.right(saving, kSavingColumns, fix->saving->expected < Duration() ? Style::bad : style);
    if (basis > 0) line.right(word(fix->basis), basis, Style::faint);
    page.line(line);
  }
  if (hidden > 0) page.line(Text("    … " + std::to_string(hidden) + " more", Style::faint));
  add_legend(page,
             {verdict_mark(Verdict::recommended).add(" recommended", Style::faint),
              verdict_mark(Verdict::decision).add(" for you to decide", Style::faint),
              verdict_mark(Verdict::possible).add(" possible", Style::faint),
              verdict_mark(Verdict::rejected).add(" rejected", Style::faint)},
             4);
}

}  // namespace makespan
