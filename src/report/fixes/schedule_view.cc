#include "report/fixes/schedule_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"
#include "report/format.h"
#include "report/terminal/time_axis.h"

namespace makespan {
namespace {

using Row = SchedulePair::Row;

constexpr size_t kMostRows = 20;
constexpr size_t kGap = 2;  // between the lanes; a row's mark stands in the second lane's
// What moves by less than this share of the build stands where it stood.
constexpr double kMoved = 0.01;
// A task that takes less than this share of the build is no row.
constexpr double kWorthARow = 0.005;

bool is_there(const Row& row) {
  return row.length > Duration();
}

Duration end_of(const std::vector<Row>& rows) {
  Duration end;
  for (const Row& row : rows)
    end = std::max(end, is_there(row) ? row.start + row.length : Duration());
  return end;
}

// The longest, by their start.
std::vector<size_t> choose_rows(const SchedulePair& schedule) {
  std::vector<size_t> order(schedule.before.size());
  std::iota(order.begin(), order.end(), size_t{0});
  auto length = [&](size_t i) {
    return std::max(schedule.before[i].length, schedule.after[i].length);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return length(a) > length(b); });
  Duration span = std::max(end_of(schedule.before), end_of(schedule.after));
  size_t rows = 0;
  while (rows < std::min(order.size(), kMostRows) && ratio(length(order[rows]), span) >= kWorthARow)
    ++rows;
  order.resize(rows);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    auto start = [&](size_t i) {
      return is_there(schedule.before[i]) ? schedule.before[i].start : schedule.after[i].start;
    };
    return start(a) != start(b) ? start(a) < start(b) : a < b;
  });
  return order;
}

enum class Move { none, gone, added, shorter, longer, sooner, later };

Move move_of(const Row& before, const Row& after, Duration span) {
  if (!is_there(after)) return Move::gone;
  if (!is_there(before)) return Move::added;
  if (ratio(before.length - after.length, span) >= kMoved) return Move::shorter;
  if (ratio(after.length - before.length, span) >= kMoved) return Move::longer;
  if (ratio(before.start - after.start, span) >= kMoved) return Move::sooner;
  if (ratio(after.start - before.start, span) >= kMoved) return Move::later;
  return Move::none;
}

Text mark_of(Move move) {
  switch (move) {
    case Move::none:
      return Text("  ");
    case Move::gone:
      return Text("✗ ", Style::good);
    case Move::added:
      return Text("+ ", Style::bad);
    case Move::shorter:
      return Text("− ", Style::good);
    case Move::longer:
      return Text("+ ", Style::bad);
    case Move::sooner:
      return Text("← ", Style::good);
    case Move::later:
      return Text("→ ", Style::bad);
  }
  return {};
}

// A bar to half a cell, at least half a one: thick on the critical path, thin off it.
Text draw_row(const Row& row, const TimeScale& scale) {
  auto half = [&](Duration at) {
    double most = static_cast<double>(scale.columns) * 2;
    return static_cast<size_t>(
        std::lround(std::clamp(scale.position(Timestamp::at(at)) * 2, 0.0, most)));
  };
  size_t from = std::min(half(row.start), scale.columns * 2 - 1);
  size_t to = std::max(half(row.start + row.length), from + 1);
  Style style = row.critical ? Style::critical : Style::codegen;
  Text text(std::string(from / 2, ' '));
  for (size_t cell = from / 2; cell * 2 < to; ++cell) {
    bool left = cell * 2 >= from;
    bool right = cell * 2 + 1 < to;
    std::string_view full = row.critical ? "█" : "▄";
    std::string_view only_left = row.critical ? "▌" : "▖";
    std::string_view only_right = row.critical ? "▐" : "▗";
    text.add(left && right ? full : left ? only_left : only_right, style);
  }
  return text;
}

// Behind the bar where there is room: by how much the task's own time changed.
std::string note_of(const Row& before, const Row& after, Move move) {
  switch (move) {
    case Move::gone:
      return "gone, was " + format_duration(before.length);
    case Move::added:
      return "new, " + format_duration(after.length);
    case Move::shorter:
    case Move::longer:
      return format_change(after.length - before.length);
    case Move::sooner:
    case Move::later:
    case Move::none:
      return "";
  }
  return "";
}

struct Lanes {
  size_t gutter = 0;
  TimeScale scale;
  bool beside = true;  // else one below the other
};

Lanes lay_out(const Page& page, const SchedulePair& schedule) {
  Duration span = std::max(end_of(schedule.before), end_of(schedule.after));
  Lanes lanes{.gutter = page.gutter(), .beside = page.width() >= 72};
  size_t room = page.width() - lanes.gutter;
  size_t columns = lanes.beside ? (room - 2 * kGap - 1) / 2 : room - kGap;
  lanes.scale = {.span = span, .columns = columns};
  return lanes;
}

Text after_lane(const Row& before, const Row& after, const Lanes& lanes) {
  Move move = move_of(before, after, lanes.scale.span);
  Text text = mark_of(move);
  if (move != Move::gone) text.add(draw_row(after, lanes.scale));
  std::string note = note_of(before, after, move);
  size_t room = lanes.scale.columns + kGap;
  bool fits = text.width() + (move == Move::gone ? 0 : 1) + display_width(note) <= room;
  if (!note.empty() && fits) text.add(move == Move::gone ? "" : " ").add(note, Style::faint);
  return text;
}

void add_heads(Page& page, const Lanes& lanes, std::string_view first, std::string_view last) {
  size_t second = lanes.gutter + lanes.scale.columns + 2 * kGap;
  TimeAxis axis = draw_time_axis(lanes.scale, Timestamp());
  std::string margin(lanes.gutter, ' ');
  Text title = Text(margin).add(first);
  Text labels = Text(margin).add(axis.labels);
  Text ruler = Text(margin).add(axis.ruler);
  if (!last.empty()) {
    title.pad_to(second).add(last);
    labels.pad_to(second).add(axis.labels);
    ruler.pad_to(second).add(axis.ruler);
  }
  page.line(title);
  page.line(labels);
  page.line(ruler);
}

Text name_of(const Row& row, const Lanes& lanes) {
  return Text("  ").fit(row.label, lanes.gutter - 3).add(" ");
}

void add_beside(Page& page, const SchedulePair& schedule, const std::vector<size_t>& rows,
                const Lanes& lanes, const std::string& first, const std::string& last) {
  add_heads(page, lanes, first, last);
  for (size_t i : rows) {
    Text line = name_of(schedule.before[i], lanes);
    if (is_there(schedule.before[i])) line.add(draw_row(schedule.before[i], lanes.scale));
    line.pad_to(lanes.gutter + lanes.scale.columns + kGap);
    page.line(line.add(after_lane(schedule.before[i], schedule.after[i], lanes)));
  }
}

void add_below(Page& page, const SchedulePair& schedule, const std::vector<size_t>& rows,
               const Lanes& lanes, const std::string& first, const std::string& last) {
  add_heads(page, lanes, first, "");
  for (size_t i : rows) {
    Text line = name_of(schedule.before[i], lanes);
    if (is_there(schedule.before[i])) line.add(draw_row(schedule.before[i], lanes.scale));
    page.line(line);
  }
  add_heads(page, lanes, last, "");
  for (size_t i : rows) {
    Text line = Text("  ").fit(schedule.before[i].label, lanes.gutter - 5).add(" ");
    page.line(line.add(after_lane(schedule.before[i], schedule.after[i], lanes)));
  }
}

// What became of the tasks that have no row.
void add_rest(Page& page, const SchedulePair& schedule, const std::vector<size_t>& rows) {
  std::vector<bool> shown(schedule.before.size());
  for (size_t i : rows)
    shown[i] = true;
  size_t rest = 0;
  size_t gone = 0;
  for (size_t i = 0; i < shown.size(); ++i) {
    bool counts = !shown[i] && (is_there(schedule.before[i]) || is_there(schedule.after[i]));
    rest += counts ? 1 : 0;
    gone += counts && !is_there(schedule.after[i]) ? 1 : 0;
  }
  if (rest == 0) return;
  std::string text = "… " + format_count(rest, "shorter unit", "shorter units");
  if (gone > 0) text += fmt::format(", {} of them gone", gone);
  page.line(Text("  ").add(text, Style::faint));
}

}  // namespace

void add_schedule_pair(Page& page, const SchedulePair& schedule, std::string_view caption) {
  if (schedule.before.empty() || end_of(schedule.before) <= Duration()) return;
  page.heading("Before and after", caption);
  std::vector<size_t> rows = choose_rows(schedule);
  Lanes lanes = lay_out(page, schedule);
  std::string first = "before  " + format_duration(end_of(schedule.before));
  std::string last = "after  " + format_duration(end_of(schedule.after));
  if (lanes.beside) {
    add_beside(page, schedule, rows, lanes, first, last);
  } else {
    add_below(page, schedule, rows, lanes, first, last);
  }
  add_rest(page, schedule, rows);
  add_legend(page,
             {Text("██", Style::critical).add(" critical path", Style::faint),
              Text("▄▄", Style::codegen).add(" beside it", Style::faint),
              Text("✗", Style::good).add(" not built any more", Style::faint),
              Text("−", Style::good).add(" shorter", Style::faint),
              Text("←", Style::good).add(" sooner", Style::faint)},
             2);
}

void add_before_and_after(Page& page, const FixAnswer& answer) {
  if (answer.plan.empty()) return;
  add_schedule_pair(page, answer.schedule, "the plan's longest units, simulated, on one scale");
}

}  // namespace makespan
