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

// What a task is called where a line has room for so much.
std::string label(const WhatIfReport& report, TaskId task, size_t columns) {
  return cut_to_width(report.labels[task], columns);
}

}  // namespace

std::string signed_share(double share) {
  return fmt::format("{}{:.1f}%", share < 0 ? "−" : "+", std::abs(share) * 100);
}

void add_replay_note(Page& page, const WhatIfReport& report) {
  const Replay& replay = report.answer.replay;
  std::string text =
      fmt::format("The recorded build itself, simulated, takes {} instead of {} ({})",
                  format_duration(replay.simulated), format_duration(replay.recorded),
                  signed_share(replay.error));
  if (!replay.reliable()) text += ": what is simulated from this run is unreliable";
  page.wrapped(text + ".", 2, replay.reliable() ? Style::faint : Style::warning);
}

void add_sweep(Page& page, const WhatIfReport& report) {
  const Sweep& sweep = report.answer.sweep;
  if (sweep.points.empty()) return;
  page.heading("More cores",
               fmt::format("simulated; {} within a tenth of the best",
                           sweep.knee_cores == 1 ? "1 core comes"
                                                 : fmt::format("{} cores come", sweep.knee_cores)));
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

}  // namespace makespan
