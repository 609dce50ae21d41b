#include "report/whatif/whatif_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/words.h"

namespace makespan {
namespace {

constexpr size_t kReasonsShown = 6;
constexpr size_t kSetsShown = 12;

std::string signed_share(double share) {
  return fmt::format("{}{:.1f}%", share < 0 ? "−" : "+", std::abs(share) * 100);
}

// What a task is called where a line has room for so much.
std::string label(const WhatIfReport& report, TaskId task, size_t columns) {
  return cut_to_width(report.labels[task], columns);
}

void add_opening(Page& page, const WhatIfReport& report) {
  const WhatIfAnswer& answer = report.answer;
  page.wrapped(
      fmt::format("`{}`, {} on {} cores, took {} (run {}). Everything below is simulated from "
                  "what was recorded of it.",
                  report.command, format_count(report.tasks, "task", "tasks"),
                  format_cores(report.cores), format_duration(answer.replay.recorded), report.run),
      0);
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
  std::string text = "Predictions from this run are unreliable: its replay is off by more than 5%.";
  if (replay.divergence) {
    const Divergence& first = *replay.divergence;
    Duration off = first.simulated_start - first.recorded_start;
    text += fmt::format(" It first diverges at {}, which starts {} {}.", report.labels[first.task],
                        format_duration(off < Duration() ? -off : off),
                        off < Duration() ? "early" : "late");
  }
  page.wrapped(text, 2, Style::warning);
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
}

void add_result(Page& page, const WhatIfResult& result, const WhatIfResult& base,
                Duration longest) {
  size_t name = page.width() >= 100 ? 36 : 22;
  size_t bar = page.width() >= 120 ? 24 : page.width() >= 100 ? 16 : page.width() >= 76 ? 8 : 0;
  Text line;
  line.add("  ").fit(result.label, name).right(page.time(result.makespan), 9);
  line.add(" ").fit(plain_bar(ratio(result.makespan, longest), bar), bar, Style::critical);
  line.right(page.time(result.minimum), 9).add(" –").right(page.time(result.maximum), 8);
  bool same = &result == &base;
  line.right(same ? "" : signed_share(ratio(result.makespan - base.makespan, base.makespan)), 8);
  line.right(format_share(result.utilisation), 6);
  if (result.extrapolated) line.add(page.width() >= 100 ? "  extrapolated" : "  *");
  page.line(line);
}

void add_results(Page& page, const WhatIfReport& report) {
  const std::vector<WhatIfResult>& results = report.answer.results;
  if (results.empty()) return;
  Duration longest;
  for (const WhatIfResult& result : results)
    longest = std::max(longest, result.makespan);
  page.heading(
      "What if",
      "with the machine to itself: median, and the range of tie orders, contention, replay error");
  size_t name = page.width() >= 100 ? 36 : 22;
  size_t bar = page.width() >= 120 ? 24 : page.width() >= 100 ? 16 : page.width() >= 76 ? 8 : 0;
  Text head;
  head.pad_to(2 + name).right("median", 9).pad_to(12 + name + bar);
  head.right("from", 9).add("  ").right("to", 8).right("change", 8).right("busy", 6);
  page.line(head);
  for (const WhatIfResult& result : results)
    add_result(page, result, results.front(), longest);
  bool starred =
      page.width() < 100 && std::any_of(results.begin(), results.end(),
                                        [](const WhatIfResult& r) { return r.extrapolated; });
  if (starred)
    page.line(Text().add("  * more cores than the machine has: extrapolated", Style::faint));
  const MakespanRange& luck = results.front().by_tie_order;
  if (ratio(luck.maximum - luck.minimum, luck.median) >= 0.01) {
    page.wrapped(
        fmt::format(
            "{} to {} by tie order alone: cargo starts units of equal priority in an order that "
            "is new in every run.",
            format_duration(luck.minimum), format_duration(luck.maximum)),
        2, Style::faint);
  }
  const ContentionRange& contention = report.answer.contention;
  page.wrapped(
      fmt::format("Busy cores slow each other: {} by {} to {}, which is in the ranges.",
                  contention.fitted ? "fitted on other runs," : "not measured here, taken to be",
                  format_share(contention.low), format_share(contention.high)),
      2, Style::faint);
}

}  // namespace

void add_sweep(Page& page, const WhatIfReport& report) {
  const Sweep& sweep = report.answer.sweep;
  if (sweep.points.empty()) return;
  page.heading("Cores", fmt::format("simulated; {} come within a tenth of the best, none beats {}",
                                    format_count(sweep.knee_cores, "core", "cores"),
                                    format_duration(sweep.limit)));
  Duration longest;
  for (const SweepPoint& point : sweep.points)
    longest = std::max(longest, point.range.median);
  size_t bar = page.width() > 60 ? page.width() - 44 : 8;
  Duration previous;
  for (const SweepPoint& point : sweep.points) {
    Text line;
    line.right(fmt::format("{}", point.cores), 6).right(page.time(point.range.median), 10).add(" ");
    bool knee = point.cores == sweep.knee_cores;
    line.fit(plain_bar(ratio(point.range.median, longest), bar), bar,
             knee ? Style::critical : Style::plain);
    line.right(format_share(point.utilisation), 5).add(" busy");
    if (knee) line.add("  ← knee");
    if (!knee && point.extrapolated) line.add("  extrap.", Style::faint);
    page.line(line);
    // Where more cores change nothing any more, further rows would say the same.
    if (ratio(previous - point.range.median, point.range.median) < 0.005 && previous > Duration())
      break;
    previous = point.range.median;
  }
}

void add_idle(Page& page, const WhatIfReport& report) {
  const IdleExplanation& idle = report.answer.idle;
  if (idle.reasons.empty() || ratio(idle.idle, report.answer.replay.recorded) < 0.01) return;
  page.heading("Idle cores", fmt::format("{} of core time had nothing to run (replay)",
                                         format_duration(idle.idle)));
  for (size_t i = 0; i < std::min(kReasonsShown, idle.reasons.size()); ++i) {
    const IdleReason& reason = idle.reasons[i];
    std::string waiting = reason.waiting == 0
                              ? std::string("nothing else was left to start")
                              : format_count(reason.waiting, "task", "tasks") + " waited for it";
    page.wrapped(fmt::format("for {} {} ran {} ({}); {}", format_duration(reason.time),
                             reason.running == 1 ? "one core"
                                                 : format_count(reason.running, "core", "cores"),
                             label(report, reason.task, 40), section_word(reason.section), waiting),
                 2);
  }
}

void add_drag(Page& page, const WhatIfReport& report) {
  const std::vector<SetDrag>& drag = report.answer.drag;
  if (drag.empty()) return;
  page.heading("Drag", "how much sooner the build would end if this took no time");
  size_t name = page.width() >= 100 ? 44 : 30;
  Text head;
  head.add("  ").fit("", name).right("these cores", 13).right("unlimited", 12);
  page.line(head);
  for (size_t i = 0; i < std::min(kSetsShown, drag.size()); ++i) {
    const SetDrag& set = drag[i];
    if (set.recorded <= Duration() && set.unlimited <= Duration()) break;
    Text line;
    line.add("  ")
        .fit(set.name, name)
        .right(page.time(set.recorded), 13)
        .right(page.time(set.unlimited), 12);
    page.line(line);
  }
  if (drag.size() > kSetsShown) {
    page.line(Text().add(fmt::format("  … {} more; drags do not add up", drag.size() - kSetsShown),
                         Style::faint));
  }
}

std::string whatif_text(const WhatIfReport& report, TextOptions options) {
  Page page(options, report.answer.replay.recorded);
  add_opening(page, report);
  add_replay(page, report);
  add_bounds(page, report);
  add_results(page, report);
  add_sweep(page, report);
  add_idle(page, report);
  add_drag(page, report);
  return page.take();
}

}  // namespace makespan
