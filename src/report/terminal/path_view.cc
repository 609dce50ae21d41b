// The critical path as a list: what each step adds, what has been added up, what it waited for.

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"

namespace makespan {
namespace {

constexpr size_t kMostSteps = 24;
constexpr double kWaitWorthSaying = 0.01;  // of the run

std::string remark(const Report& report) {
  const Analyses& analyses = report.analyses;
  std::string text = fmt::format("{} of {}", format_duration(analyses.critical_path.length),
                                 format_duration(report.run.wall));
  if (ratio(analyses.floor, analyses.critical_path.length) < 0.95 && report.run.cpu)
    text +=
        fmt::format("; with a core for every thread at least {}", format_duration(analyses.floor));
  return text;
}

// What held a step up for longer.
std::string wait_cause(const Report& report, const PathWait& wait) {
  return wait.for_other > wait.for_slot ? "waited for " + report.task(wait.other).label
                                        : "waited for a free slot";
}

bool shows_drag(const Page& page, const Report& report) {
  return page.width() >= 80 && report.simulation;
}

// Steps shorter than this are left out of a long list.
Duration shortest_shown(const std::vector<CriticalStep>& steps) {
  if (steps.size() <= kMostSteps) return {};
  std::vector<Duration> times;
  for (const CriticalStep& step : steps)
    times.push_back(step.contributed);
  std::nth_element(times.begin(), times.begin() + kMostSteps - 1, times.end(),
                   [](Duration a, Duration b) { return a > b; });
  return times[kMostSteps - 1];
}

void add_step(Page& page, const Report& report, size_t index, Duration longest) {
  const CriticalStep& step = report.analyses.critical_path.steps[index];
  const ReportTask& task = report.task(step.task);
  double share = ratio(step.contributed, longest);
  size_t bar = page.width() >= 100 ? 16 : 8;
  const PathWait& wait = report.analyses.path_waits[index];
  bool waited = ratio(wait.whole(), report.run.wall) >= kWaitWorthSaying;
  Text line;
  line.right(page.time(step.contributed), 8)
      .add(" ")
      .fit(plain_bar(share, bar), bar, Style::critical)
      .right(page.time(step.cumulative), 9)
      .right(waited ? page.time(wait.whole()) : "", 9);
  if (shows_drag(page, report)) {
    Duration drag = report.simulation->answer.task_drag[step.task];
    line.right(drag > Duration() ? page.time(drag) : "", 9);
  }
  line.add("  ").add(task.label);
  if (step.next_waits_for == WaitsFor::metadata) line.add(" until its metadata", Style::faint);
  if (waited && page.width() >= 100) line.add("  ").add(wait_cause(report, wait), Style::faint);
  page.line(line);
}

// What set the finish of the run as it was, which is another chain where slots were scarce.
void add_finish(Page& page, const Report& report) {
  const std::vector<FinishStep>& steps = report.analyses.finish_chain.steps;
  auto slots = std::count_if(steps.begin(), steps.end(), [](const FinishStep& step) {
    return step.waited_for == WaitCause::slot;
  });
  if (slots == 0) return;
  page.wrapped(fmt::format("In this run {} set the finish, {} of which waited for a free slot "
                           "rather than for another unit.",
                           format_count(steps.size(), "unit", "units in a row"), slots),
               2, Style::faint);
}

}  // namespace

void add_critical_path(Page& page, const Report& report) {
  const std::vector<CriticalStep>& steps = report.analyses.critical_path.steps;
  if (steps.size() < 2) return;
  page.heading("Critical path", remark(report));
  size_t bar = page.width() >= 100 ? 16 : 8;
  Text head;
  head.right("adds", 8).pad_to(9 + bar).right("sum", 9).right("waited", 9);
  bool drag = shows_drag(page, report);
  head.right(drag ? "drag" : "", drag ? 9 : 0).add("  unit");
  page.line(head);
  Duration least = shortest_shown(steps);
  Duration longest;
  for (const CriticalStep& step : steps)
    longest = std::max(longest, step.contributed);
  size_t left_out = 0;
  Duration left_out_time;
  size_t shown = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].contributed < least || shown >= kMostSteps) {
      ++left_out;
      left_out_time += steps[i].contributed;
    } else {
      add_step(page, report, i, longest);
      ++shown;
    }
  }
  if (left_out > 0) {
    page.line(
        Text()
            .pad_to(29 + bar + (drag ? 9 : 0))
            .add(fmt::format("… {}, {}", format_count(left_out, "shorter step", "shorter steps"),
                             format_duration(left_out_time)),
                 Style::faint));
  }
  if (drag) {
    page.wrapped(
        "drag: how much sooner the build would end with a core for every thread if the "
        "unit took no time (simulated)",
        2, Style::faint);
  }
  add_finish(page, report);
}

}  // namespace makespan
