#include "report/whatif/simulation_views.h"

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
constexpr size_t kUnitsShown = 5;

// "the build on 2 cores would end 3.01 s sooner if syn took no time (simulated)"
std::string remark_of_drag(const SetDrag& first, const WhatIfReport& report) {
  return fmt::format("the {}build on {} cores would end {} sooner if {} took no time (simulated)",
                     report.edited ? "recorded " : "", format_cores(report.cores),
                     format_duration(first.recorded), first.name);
}

// "without syn: ", where more cores are of the edited build.
std::string edits_of_sweep(const WhatIfReport& report) {
  return report.answer.edited_bounds ? report.answer.results.back().label + ": " : std::string();
}

}  // namespace

std::string signed_share(double share) {
  std::string digits =
      fmt::format("{:.{}f}", std::abs(share) * 100, std::abs(share) < 0.0995 ? 1 : 0);
  std::string_view sign = digits == "0.0" ? "" : share < 0 ? "−" : "+";
  return fmt::format("{}{}%", sign, digits);
}

void add_replay_note(Page& page, const WhatIfReport& report) {
  const Replay& replay = report.answer.replay;
  std::string text =
      fmt::format("The recorded build itself, simulated, takes {} instead of {} ({})",
                  format_duration(replay.simulated), format_duration(replay.recorded),
                  signed_share(replay.error));
  if (replay.reliable()) {
    page.wrapped(text + ".", 2, Style::faint);
    return;
  }
  page.wrapped(fmt::format("{}: what is simulated from this run is unreliable. {}", text,
                           where_it_diverges(report)),
               2, Style::warning);
}

std::string where_it_diverges(const WhatIfReport& report) {
  const std::optional<Divergence>& first = report.answer.replay.divergence;
  if (!first) return "No unit starts more than 5% of the build early or late: the end does.";
  Duration off = first->simulated_start - first->recorded_start;
  return fmt::format("It first diverges at {}, which starts {} {}.", report.labels[first->task],
                     format_duration(off < Duration() ? -off : off),
                     off < Duration() ? "early" : "late");
}

void add_slack(Page& page, const WhatIfReport& report) {
  constexpr Duration kNone = Duration::milliseconds(1);
  Duration little = report.answer.bounds.critical_path * 0.1;
  size_t none = 0;
  size_t some = 0;
  size_t more = 0;
  for (const std::optional<Duration>& slack : report.answer.task_slack) {
    if (!slack) continue;
    size_t& group = *slack < kNone ? none : *slack < little ? some : more;
    ++group;
  }
  size_t all = none + some + more;
  if (all < 2) return;
  std::string text =
      fmt::format("{} of {} units {} no slack", none, all, none == 1 ? "has" : "have");
  if (some > 0) text += fmt::format(", {} less than {}", some, format_duration(little));
  if (more > 0) text += fmt::format(", {} more", more);
  page.wrapped(text +
                   ": the time that each could start later without the build ending later, with "
                   "a core for every thread (simulated).",
               2, Style::faint);
}

void add_sweep(Page& page, const WhatIfReport& report) {
  const Sweep& sweep = report.answer.sweep;
  if (sweep.points.empty()) return;
  page.heading("More cores",
               fmt::format("{}{} within a tenth of the best (simulated)", edits_of_sweep(report),
                           sweep.knee_cores == 1
                               ? "1 core, the knee, comes"
                               : fmt::format("{} cores, the knee, come", sweep.knee_cores)));
  Duration longest;
  for (const SweepPoint& point : sweep.points)
    longest = std::max(longest, point.range.median);
  bool wide = page.width() >= 60;
  // 16 before a bar, 10 of "99% busy" behind it, 14 of "extrapolated".
  size_t bar = wide ? page.width() - 41 : 8;
  Duration previous;
  bool starred = false;
  for (const SweepPoint& point : sweep.points) {
    Text line;
    line.right(fmt::format("{}", point.cores), 6).right(page.time(point.range.median), 10).add(" ");
    bool knee = point.cores == sweep.knee_cores;
    line.fit(plain_bar(ratio(point.range.median, longest), bar), bar,
             knee ? Style::critical : Style::plain);
    line.right(format_share(point.utilisation), 5).add(wide ? " busy" : "");
    if (knee) line.add("  ← knee");
    // A knee needs no mark beside its own: that it is extrapolated the rows below say as well.
    if (!knee && point.extrapolated) line.add(wide ? "  extrapolated" : "  *", Style::faint);
    starred |= !knee && point.extrapolated && !wide;
    page.line(line);
    // Where more cores change nothing any more, further rows would say the same.
    if (ratio(previous - point.range.median, point.range.median) < 0.005 && previous > Duration())
      break;
    previous = point.range.median;
  }
  if (starred) page.line(Text("  * extrapolated", Style::faint));
}

void add_idle(Page& page, const WhatIfReport& report) {
  const IdleExplanation& idle = report.answer.idle;
  if (idle.reasons.empty() || ratio(idle.idle, report.answer.replay.recorded) < 0.01) return;
  page.heading(
      "Idle cores",
      fmt::format("{} of core time {}had nothing to run while these ran (simulated)",
                  format_duration(idle.idle), report.edited ? "of the recorded build " : ""));
  Duration longest;
  for (const IdleReason& reason : idle.reasons)
    longest = std::max(longest, reason.idle);
  size_t bar = page.width() >= 100 ? 16 : page.width() >= 60 ? 8 : 4;
  for (size_t i = 0; i < std::min(kReasonsShown, idle.reasons.size()); ++i) {
    const IdleReason& reason = idle.reasons[i];
    std::string waiting =
        reason.waiting == 0 ? std::string("nothing else left to start")
                            : format_count(reason.waiting, "unit waits", "units wait") + " for it";
    Text line;
    line.right(page.time(reason.idle), 8).add(" ");
    line.fit(plain_bar(ratio(reason.idle, longest), bar), bar).add("  ");
    std::string threads = reason.running < 2
                              ? std::string()
                              : fmt::format(" (at most {} threads ran)", reason.running);
    page.hanging(line, fmt::format("{}, {}{}: {}", report.labels[reason.task],
                                   section_word(reason.section), threads, waiting));
  }
}

void add_drag(Page& page, const WhatIfReport& report) {
  const std::vector<SetDrag>& drag = report.answer.drag;
  if (drag.empty()) return;
  page.heading("Drag", remark_of_drag(drag.front(), report));
  size_t shown = std::min(kSetsShown, drag.size());
  Duration longest;
  size_t name = 10;
  for (size_t i = 0; i < shown; ++i) {
    longest = std::max(longest, drag[i].recorded);
    name = std::max(name, display_width(drag[i].name) + 1);
  }
  bool wide = page.width() >= 60;
  size_t others = 2 + 8 + 2 + (wide ? 11 : 0);
  name = std::min(name, page.width() - others - 4);
  size_t bar = std::min<size_t>(40, page.width() - others - name);
  Text head;
  head.pad_to(2 + name).right(fmt::format("{} cores", format_cores(report.cores)), 8);
  if (wide) head.pad_to(others - 11 + name + bar).right("unlimited", 11);
  page.line(head);
  for (size_t i = 0; i < std::min(kSetsShown, drag.size()); ++i) {
    const SetDrag& set = drag[i];
    if (set.recorded <= Duration() && set.unlimited <= Duration()) break;
    Text line;
    line.add("  ").fit(set.name, name).right(page.time(set.recorded), 8);
    line.add("  ").fit(plain_bar(ratio(set.recorded, longest), bar), bar);
    if (wide) line.right(page.time(set.unlimited), 11);
    page.line(line);
  }
  if (drag.size() > kSetsShown) {
    page.line(Text().add(fmt::format("  … {} more; drags do not add up", drag.size() - kSetsShown),
                         Style::faint));
  }
}

void add_unit_drag(Page& page, const WhatIfReport& report) {
  std::vector<TaskDrag> drag = report.answer.asked_drag;
  if (drag.empty()) {
    page.wrapped(
        "The drag of single units on these cores is simulated up to some 500 of them; with a core "
        "for every thread all have one in --json.",
        2, Style::faint);
    return;
  }
  std::stable_sort(drag.begin(), drag.end(),
                   [](const TaskDrag& a, const TaskDrag& b) { return b.recorded < a.recorded; });
  std::string text;
  for (size_t i = 0; i < std::min(kUnitsShown, drag.size()); ++i) {
    if (drag[i].recorded <= Duration()) break;
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", report.labels[drag[i].task],
                        format_duration(drag[i].recorded));
  }
  if (text.empty()) return;
  page.wrapped(fmt::format("Single units on {} cores: {}.", format_cores(report.cores), text), 2);
}

}  // namespace makespan
