#include "report/whatif/whatif_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/whatif/simulation_views.h"

namespace makespan {
namespace {

void add_opening(Page& page, const WhatIfReport& report) {
  const WhatIfAnswer& answer = report.answer;
  page.wrapped(
      fmt::format("`{}`, {} on {} cores, took {} (run {}). Everything below is simulated from "
                  "what was recorded of it.",
                  report.command, format_count(report.units, "unit", "units"),
                  format_cores(report.cores), format_duration(answer.replay.recorded), report.run),
      0);
  for (const std::string& caution : report.cautions)
    page.wrapped(caution, 0, Style::warning);
  const Outside& outside = answer.outside;
  if (outside.tasks == 0) return;
  page.wrapped(fmt::format("{} outside the build tools ({} of CPU): what waits for what was not "
                           "recorded, so the time that they had stays as it was.",
                           format_count(outside.tasks, "process", "processes"),
                           format_duration(outside.cpu)),
               0, Style::faint);
}

void add_replay(Page& page, const WhatIfReport& report) {
  const Replay& replay = report.answer.replay;
  page.heading("Replay", fmt::format("error {} by CPU, {} by rules", signed_share(replay.error),
                                     signed_share(replay.error_rules)));
  page.wrapped(fmt::format("The recorded build, simulated: {} instead of {}.",
                           format_duration(replay.simulated), format_duration(replay.recorded)) +
                   (ratio(replay.simulated - replay.ours, replay.recorded) > 0.02
                        ? fmt::format(" With the machine to itself it would take {}.",
                                      format_duration(replay.ours))
                        : ""),
               2);
  if (replay.reliable()) return;
  page.wrapped("Predictions from this run are unreliable: its replay is off by more than 5%. " +
                   where_it_diverges(report),
               2, Style::warning);
}

void add_bounds(Page& page, const WhatIfReport& report) {
  const Bounds& bounds = report.answer.bounds;
  page.heading("Bounds", "no schedule of this work is shorter");
  page.wrapped(
      fmt::format(
          "Critical path {}: a core for every thread. All work on {} cores without a gap: {}.",
          format_duration(bounds.critical_path), format_cores(report.cores),
          format_duration(bounds.work)),
      2);
  if (const std::optional<Bounds>& edited = report.answer.edited_bounds) {
    page.wrapped(
        fmt::format("{}: critical path {}, all work {}.", report.answer.results.back().label,
                    format_duration(edited->critical_path), format_duration(edited->work)),
        2);
  }
  add_slack(page, report);
}

// Which columns of the results there is room for.
struct Columns {
  size_t name = 0;  // 0: a line of its own, and none of how busy the cores are
  size_t bar = 0;
  bool words = false;  // "extrapolated", not a star
};

Columns columns_of(const Page& page, const std::vector<WhatIfResult>& results) {
  constexpr size_t figures = 9 + 9 + 2 + 8 + 8 + 6;
  size_t longest = 12;
  for (const WhatIfResult& result : results)
    longest = std::max(longest, display_width(result.setting));
  Columns columns{.words = page.width() >= 100};
  size_t others = 2 + figures + (columns.words ? 14 : 3);
  size_t room = page.width() - std::min(page.width(), others);
  if (longest <= room) columns.name = longest;
  size_t left = room - std::min(room, longest + 1);
  columns.bar = left < 4 || columns.name == 0 ? 0 : std::min<size_t>(left, 40);
  return columns;
}

void add_result(Page& page, const WhatIfResult& result, const WhatIfResult& base,
                const Columns& columns, Duration longest) {
  Text line("  ");
  if (columns.name > 0) {
    line.fit(result.setting, columns.name);
  } else {
    page.wrapped(result.setting, 2);
  }
  line.right(page.time(result.makespan), 9);
  if (columns.bar > 0) {
    line.add(" ").fit(plain_bar(ratio(result.makespan, longest), columns.bar), columns.bar,
                      Style::critical);
  }
  line.right(page.time(result.minimum), 9).add(" –").right(page.time(result.maximum), 8);
  bool same = &result == &base;
  line.right(same ? "" : signed_share(ratio(result.makespan - base.makespan, base.makespan)), 7);
  if (columns.name > 0) line.right(format_share(result.utilisation), 5);
  if (result.extrapolated) line.add(columns.words ? "  extrapolated" : " *");
  page.line(line);
}

// The answer itself, where one was asked for: "without syn@2: 77.6 s instead of 85.8 s (−9.6%)".
std::string remark(const WhatIfReport& report) {
  const std::vector<WhatIfResult>& results = report.answer.results;
  const WhatIfResult& base = results.front();
  if (!report.edited || results.size() < 2) return "with the machine to itself";
  const WhatIfResult& edited = results.back();
  return fmt::format("{}: {} instead of {} ({}), with the machine to itself", edited.label,
                     format_duration(edited.makespan), format_duration(base.makespan),
                     signed_share(ratio(edited.makespan - base.makespan, base.makespan)));
}

void add_results(Page& page, const WhatIfReport& report) {
  const std::vector<WhatIfResult>& results = report.answer.results;
  if (results.empty()) return;
  Duration longest;
  for (const WhatIfResult& result : results)
    longest = std::max(longest, result.makespan);
  page.heading("What if", remark(report));
  Columns columns = columns_of(page, results);
  Text head;
  head.pad_to(2 + columns.name).right("median", 9);
  if (columns.bar > 0) head.pad_to(head.width() + 1 + columns.bar);
  head.right("from", 9).add("  ").right("to", 8).right("change", 7);
  if (columns.name > 0) head.right("busy", 5);
  page.line(head);
  for (size_t i = 0; i < results.size(); ++i) {
    bool first_edited = results[i].edited && !results[i - 1].edited;
    if (first_edited) page.wrapped(results.back().label + ":", 2);
    add_result(page, results[i], results.front(), columns, longest);
  }
  bool starred =
      !columns.words && std::any_of(results.begin(), results.end(),
                                    [](const WhatIfResult& r) { return r.extrapolated; });
  if (starred) page.wrapped("* more cores than the machine has: extrapolated", 2, Style::faint);
  const MakespanRange& luck = results.front().by_tie_order;
  if (ratio(luck.maximum - luck.minimum, luck.median) >= 0.01) {
    page.wrapped(
        fmt::format(
            "{} to {} by tie order alone: cargo starts units of equal priority in an order that "
            "is new in every run.",
            format_duration(luck.minimum), format_duration(luck.maximum)),
        2, Style::faint);
  }
  for (const std::string& note : report.footnotes)
    page.wrapped(note, 2, Style::faint);
  const ContentionRange& contention = report.answer.contention;
  page.wrapped(
      fmt::format("From and to: over tie orders, contention and the replay error. Busy cores slow "
                  "each other: {} by {} to {}.",
                  contention.fitted ? "fitted on other runs," : "not measured here, taken to be",
                  format_share(contention.low), format_share(contention.high)),
      2, Style::faint);
}

}  // namespace

std::string whatif_text(const WhatIfReport& report, TextOptions options) {
  Page page(options, report.answer.replay.recorded);
  add_opening(page, report);
  add_results(page, report);
  add_replay(page, report);
  add_bounds(page, report);
  add_sweep(page, report);
  add_idle(page, report);
  add_drag(page, report);
  add_unit_drag(page, report);
  return page.take();
}

}  // namespace makespan
