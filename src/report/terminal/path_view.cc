// The critical path as a list: what each step adds, what has been added up, what it waited for.

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"
#include "report/whatif/simulation_views.h"

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

// What held a step up for longer, where there is room for it.
std::string wait_cause(const Report& report, const PathWait& wait, size_t columns) {
  std::string_view cause = "waited for ";
  if (wait.for_other <= wait.for_slot)
    return cause.size() + 11 <= columns ? std::string(cause) + "a free slot" : std::string();
  size_t room = columns - std::min(columns, cause.size());
  std::string name = short_label(report.task(wait.other), room);
  return display_width(name) <= room ? std::string(cause) + name : std::string();
}

// Which columns there is room for.
struct Columns {
  size_t bar = 0;
  bool sum = false;
  bool waited = false;
  bool drag = false;
  [[nodiscard]] size_t before_unit() const {
    return 10 + bar + (sum ? 9 : 0) + (waited ? 9 : 0) + (drag ? 9 : 0);
  }
};

Columns columns_of(const Page& page, const Report& report) {
  return {.bar = page.width() >= 100  ? size_t{17}
                 : page.width() >= 72 ? size_t{9}
                                      : size_t{0},
          .sum = page.width() >= 60,
          .waited = page.width() >= 60,
          .drag = page.width() >= 80 && report.simulation};
}

// The unit's name and, where only that is on the path, that it is the time to its metadata.
void add_name(Text& line, const ReportTask& task, bool metadata, size_t room) {
  std::string_view suffix = !metadata ? "" : room >= 45 ? " until its metadata" : " to metadata";
  size_t name = room - std::min(room, suffix.size());
  line.add(cut_to_width(short_label(task, name), name)).add(suffix, Style::faint);
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

void add_step(Page& page, const Report& report, const Columns& columns, size_t index,
              Duration longest) {
  const CriticalStep& step = report.analyses.critical_path.steps[index];
  const ReportTask& task = report.task(step.task);
  const PathWait& wait = report.analyses.path_waits[index];
  bool waited = ratio(wait.whole(), report.run.wall) >= kWaitWorthSaying;
  Text line;
  line.right(page.time(step.contributed), 8);
  if (columns.bar > 0) {
    size_t bar = columns.bar - 1;
    line.add(" ").fit(plain_bar(ratio(step.contributed, longest), bar), bar, Style::critical);
  }
  if (columns.sum) line.right(page.time(step.cumulative), 9);
  if (columns.waited) line.right(waited ? page.time(wait.whole()) : "", 9);
  if (columns.drag) {
    Duration drag = report.simulation->answer.task_drag[step.task];
    line.right(drag > Duration() ? page.time(drag) : "", 9);
  }
  line.add("  ");
  add_name(line, task, step.next_waits_for == WaitsFor::metadata, page.width() - line.width());
  if (waited && page.width() >= 100) {
    size_t room = page.width() - std::min(page.width(), line.width() + 2);
    line.add("  ").add(wait_cause(report, wait, room), Style::faint);
  }
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
  Columns columns = columns_of(page, report);
  Text head;
  head.right("adds", 8).pad_to(8 + columns.bar);
  if (columns.sum) head.right("sum", 9);
  if (columns.waited) head.right("waited", 9);
  if (columns.drag) head.right("drag", 9);
  page.line(head.add("  unit"));
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
      add_step(page, report, columns, i, longest);
      ++shown;
    }
  }
  if (left_out > 0) {
    page.line(
        Text()
            .pad_to(columns.before_unit())
            .add(fmt::format("… {}, {}", format_count(left_out, "shorter step", "shorter steps"),
                             format_duration(left_out_time)),
                 Style::faint));
  }
  if (columns.drag) {
    page.wrapped(
        "drag: how much sooner the build would end with a core for every thread if the "
        "unit took no time (simulated)",
        2, Style::faint);
  }
  if (report.simulation) add_slack(page, *report.simulation);
  add_finish(page, report);
}

}  // namespace makespan
