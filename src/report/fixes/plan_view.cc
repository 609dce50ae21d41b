// The plan: how long the build is after each step, as bars that shrink.
//
//     now                        73.4 s ██████████████████████████████████████████
//   1 unused                     36.9 s ████████████████████▓▓░░ −50%
//   2 release.codegen-units=16   36.0 s ████████████████████▓░░ −51%

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"
#include "report/format.h"

namespace makespan {
namespace {

constexpr size_t kNumberColumns = 4;
constexpr size_t kTimeColumns = 10;
constexpr size_t kWideEnough = 140;  // for a step's own change

// What a step is called: its id, and where there is room its title.
std::string step_label(const Page& page, const FixAnswer& answer, const PlanStep& step) {
  size_t number = fix_number(answer, step.id);
  if (page.width() < 110 || number == 0) return step.id;
  return answer.fixes[number - 1].title;
}

size_t name_columns(const Page& page, const FixAnswer& answer) {
  size_t longest = 6;
  for (const PlanStep& step : answer.plan)
    longest = std::max(longest, display_width(step_label(page, answer, step)));
  return std::min(longest + 1, page.width() * 2 / 5);
}

Duration longest_of(const FixAnswer& answer) {
  Duration longest = answer.base;
  for (const PlanStep& step : answer.plan)
    longest = std::max({longest, step.high, step.cumulative});
  return longest;
}

// Behind the bar: the change from now, and where there is room the step's own.
std::string change_of(const Page& page, const FixAnswer& answer, Duration previous,
                      const PlanStep& step) {
  std::string change = format_change(ratio(step.cumulative - answer.base, answer.base));
  if (page.width() < kWideEnough) return change;
  return fmt::format("{}  this step {}", change, format_change(step.cumulative - previous));
}

}  // namespace

void add_plan(Page& page, const FixAnswer& answer) {
  if (answer.plan.empty()) return;
  page.heading("Plan", "simulated, each step on top of those before: no savings are added up");
  size_t name = name_columns(page, answer);
  size_t behind = page.width() < kWideEnough ? 7 : 30;
  size_t before = kNumberColumns + name + kTimeColumns + 1;
  size_t columns = page.width() > before + behind + 4 ? page.width() - before - behind : 4;
  Duration longest = longest_of(answer);
  Duration previous = answer.base;

  Text now(std::string(kNumberColumns, ' '));
  now.fit("now", name).right(page.time(answer.base), kTimeColumns).add(" ");
  page.line(now.add(interval_bar({}, answer.base, {}, longest, columns, Style::faint)));
  bool ranges = false;
  for (const PlanStep& step : answer.plan) {
    ranges |= step.low < step.high;
    Text line;
    line.right(std::to_string(fix_number(answer, step.id)), kNumberColumns - 1, Style::faint);
    line.add(" ").fit(cut_in_the_middle(step_label(page, answer, step), name - 1), name);
    line.right(page.time(step.cumulative), kTimeColumns, Style::strong).add(" ");
    line.add(interval_bar(step.low, step.cumulative, step.high, longest, columns, Style::good));
    page.line(line.add(" ").add(change_of(page, answer, previous, step)));
    previous = step.cumulative;
  }
  if (ranges) {
    add_item(page, kNumberColumns, Text("▓░", Style::good),
             "the interval; most likely it ends where ▓ does", Style::faint);
  }
}

}  // namespace makespan
