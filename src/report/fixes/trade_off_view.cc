// What people trade against each other: a row for each value of a setting.
//
//   codegen-units        build                     CPU             size
//     1 (now)           73.0 s ████████████     142 s           10.0 MB           simulated
//     16                70.8 s ███████████▋ −3% 150 s     +6%   10.3 MB     +3%   replayed

#include <algorithm>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"
#include "report/format.h"
#include "report/terminal/bar.h"

namespace makespan {
namespace {

constexpr size_t kFigure = 9;
constexpr size_t kChange = 6;

struct Columns {
  size_t value = 0;
  size_t bar = 0;
  size_t basis = 0;
  bool only_build = false;  // no room for CPU and size
};

Columns lay_out(const Page& page, const std::vector<TradeOffRow>& rows) {
  Columns columns{.value = 13};
  for (const TradeOffRow& row : rows)
    columns.value = std::max(columns.value, display_width(row.value) + (row.current ? 11 : 5));
  columns.value = std::min<size_t>(columns.value, 24);
  if (page.width() >= 72) columns.basis = 11;
  columns.only_build = page.width() < 72;
  size_t figures = (columns.only_build ? 1 : 3) * (kFigure + kChange);
  size_t fixed = columns.value + figures + columns.basis + 1;
  if (page.width() > fixed + 5) columns.bar = std::min<size_t>(page.width() - fixed, 40);
  return columns;
}

const TradeOffRow* current_of(const std::vector<TradeOffRow>& rows, const std::string& setting) {
  for (const TradeOffRow& row : rows) {
    if (row.setting == setting && row.current) return &row;
  }
  return nullptr;
}

std::string change_against(double now, double then) {
  return now > 0 ? format_change(then / now - 1) : "";
}

void add_row(Page& page, const TradeOffRow& row, const TradeOffRow* current, Duration longest,
             const Columns& columns) {
  Text line("    ");
  line.add(row.value, row.current ? Style::strong : Style::plain);
  if (row.current) line.add(" (now)", Style::faint);
  line.pad_to(columns.value);
  bool compare = current != nullptr && !row.current;
  line.right(page.time(row.build), kFigure).add(columns.bar > 0 ? " " : "");
  line.fit(plain_bar(ratio(row.build, longest), columns.bar), columns.bar,
           row.current ? Style::faint : Style::codegen);
  bool slower = compare && row.build > current->build;
  line.right(compare ? change_against(current->build.seconds(), row.build.seconds()) : "", kChange,
             slower ? Style::bad : Style::good);
  if (columns.only_build) return page.line(line);
  line.right(page.time(row.cpu), kFigure);
  bool both_cpu = compare && row.cpu && current->cpu;
  line.right(both_cpu ? change_against(current->cpu->seconds(), row.cpu->seconds()) : "", kChange,
             Style::faint);
  line.right(row.bytes ? format_bytes(static_cast<uint64_t>(*row.bytes)) : "–", kFigure);
  bool both_bytes = compare && row.bytes && current->bytes;
  line.right(both_bytes ? change_against(static_cast<double>(*current->bytes),
                                         static_cast<double>(*row.bytes))
                        : "",
             kChange, Style::faint);
  if (columns.basis > 0) line.right(word(row.basis), columns.basis, Style::faint);
  page.line(line);
}

void add_head(Page& page, const std::string& setting, const Columns& columns) {
  Text head("  ");
  head.add(setting, Style::strong).pad_to(columns.value);
  head.right("build", kFigure);
  if (columns.only_build) return page.line(head);
  head.pad_to(columns.value + kFigure + columns.bar + 1 + kChange);
  head.right("CPU", kFigure).right("", kChange).right("size", kFigure);
  page.line(head);
}

}  // namespace

void add_trade_offs(Page& page, const FixAnswer& answer) {
  std::vector<TradeOffRow> rows = answer.trade_offs;
  if (rows.empty()) return;
  // What is there now is what the others are read against: first of its setting.
  for (auto from = rows.begin(); from != rows.end();) {
    auto to = std::find_if(from, rows.end(),
                           [&](const TradeOffRow& row) { return row.setting != from->setting; });
    std::stable_partition(from, to, [](const TradeOffRow& row) { return row.current; });
    from = to;
  }
  Columns columns = lay_out(page, rows);
  page.heading("Trade-offs", columns.only_build ? "change against now"
                                                : "change against now; size is the artifact's");
  Duration longest;
  for (const TradeOffRow& row : rows)
    longest = std::max(longest, row.build);
  std::string setting;
  for (const TradeOffRow& row : rows) {
    if (row.setting != setting) add_head(page, row.setting, columns);
    setting = row.setting;
    add_row(page, row, current_of(rows, setting), longest, columns);
  }
  add_prose(page,
            "What the program's own speed does is not measured here: `makespan try FIX --bench "
            "CMD` builds both ways and runs it.",
            2, Style::faint);
}

}  // namespace makespan
