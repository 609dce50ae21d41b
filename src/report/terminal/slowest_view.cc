// The slowest units and why: each one's wall time as a bar, all on one scale, divided as its work
// divides among its sections.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"
#include "report/words.h"

namespace makespan {
namespace {

constexpr size_t kUnitsShown = 10;
constexpr double kShareWorthSaying = 0.05;
constexpr double kWaitWorthSaying = 0.25;

// "codegen 71%, frontend 24%": as many as fit, and none under a twentieth.
std::string why(const std::vector<SectionShare>& shares, size_t columns) {
  std::string text;
  for (const SectionShare& share : shares) {
    std::string more = fmt::format("{}{} {}", text.empty() ? "" : ", ", section_word(share.kind),
                                   format_share(share.share));
    if (share.share < kShareWorthSaying || display_width(text + more) > columns) break;
    text += more;
  }
  return text;
}

// The flags that most explain a unit's time, as many as fit.
std::string flags(const ReportTask& task, size_t columns) {
  std::string text;
  for (std::string_view wanted : {"codegen-units=", "lto=", "opt-level="}) {
    for (const std::string& flag : task.flags) {
      if (flag.starts_with(wanted) && text.size() + flag.size() + 2 <= columns) text += "  " + flag;
    }
  }
  return text;
}

// Wall time under load is not the unit's fault.
std::string waiting(const ReportTask& task, size_t columns) {
  if (!task.run_queue_wait || ratio(*task.run_queue_wait, task.wall) < kWaitWorthSaying) return {};
  std::string text = fmt::format("  waited {} for a core", format_duration(*task.run_queue_wait));
  return display_width(text) <= columns ? text : std::string();
}

// How much sooner the build would end on its cores if this unit took no time; none: not simulated.
std::optional<Duration> drag_of(const Report& report, TaskId task) {
  if (!report.simulation) return std::nullopt;
  for (const TaskDrag& drag : report.simulation->answer.asked_drag) {
    if (drag.task == task) return drag.recorded;
  }
  return std::nullopt;
}

bool shows_drag(const Page& page, const Report& report) {
  return page.width() >= 80 && report.simulation && !report.simulation->answer.asked_drag.empty();
}

bool is_process(const Report& report, const SlowUnit& slow) {
  return report.task(slow.task).kind == TaskKind::process;
}

// "Slowest units", of what the rows are.
std::string_view title(const Report& report) {
  const std::vector<SlowUnit>& slowest = report.analyses.slowest;
  auto end = slowest.begin() + static_cast<ptrdiff_t>(std::min(kUnitsShown, slowest.size()));
  auto processes = std::count_if(slowest.begin(), end,
                                 [&](const SlowUnit& slow) { return is_process(report, slow); });
  if (processes == 0) return "Slowest units";
  return processes == end - slowest.begin() ? "Slowest processes" : "Slowest units and processes";
}

// "the first 10 of 148 take 62% of the CPU"; none where processes are among them.
std::string remark(const Report& report) {
  const std::vector<SlowUnit>& slowest = report.analyses.slowest;
  if (slowest.size() <= kUnitsShown || title(report) != "Slowest units") return {};
  Duration whole;
  for (const ReportTask& task : report.tasks)
    whole += task.cpu.value_or(Duration());
  Duration shown;
  for (size_t i = 0; i < kUnitsShown; ++i)
    shown += report.task(slowest[i].task).cpu.value_or(Duration());
  if (whole <= Duration()) return {};
  const TaskCounts& counts = report.analyses.headline.counts;
  return fmt::format("the first {} of {} take {} of the CPU", kUnitsShown,
                     counts.units + counts.executed, format_share(ratio(shown, whole)));
}

}  // namespace

void add_slowest(Page& page, const Report& report) {
  const std::vector<SlowUnit>& slowest = report.analyses.slowest;
  if (slowest.size() < 2) return;
  page.heading(title(report), remark(report));
  // Where there is little room, wall time is what counts.
  bool cpu = page.width() >= 60;
  size_t name = page.gutter();
  Duration longest = report.task(slowest.front().task).wall;
  size_t bar = page.width() >= 120 ? 20 : page.width() >= 100 ? 12 : 8;
  Text head;
  bool drag = shows_drag(page, report);
  head.right("wall", 8).right(cpu ? "CPU" : "", cpu ? 9 : 0);
  head.right(drag ? "drag" : "", drag ? 9 : 0);
  page.line(head);
  for (size_t i = 0; i < std::min(kUnitsShown, slowest.size()); ++i) {
    const ReportTask& task = report.task(slowest[i].task);
    Text line;
    line.right(page.time(task.wall), 8);
    if (cpu) line.right(page.time(task.cpu), 9);
    if (drag) line.right(page.time(drag_of(report, slowest[i].task)), 9);
    line.add("  ").fit(short_label(task, name), name);
    if (!slowest[i].shares.empty()) {
      size_t end = line.width() + 1 + bar;
      line.add(" ").add(stacked_bar(slowest[i].shares, ratio(task.wall, longest), bar));
      line.pad_to(end).add(" ");
      line.add(why(slowest[i].shares, page.width() - std::min(page.width(), line.width())));
    }
    auto room = [&] { return page.width() - std::min(page.width(), line.width()); };
    line.add(waiting(task, room()), Style::faint);
    line.add(flags(task, room()), Style::faint);
    page.line(line);
  }
  if (drag) {
    page.wrapped(
        "drag: how much sooner the build would end on these cores if the unit took no "
        "time (simulated)",
        2, Style::faint);
  }
}

}  // namespace makespan
