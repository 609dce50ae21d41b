// The compile waterfall: a row for each unit that matters, in the order in which they started.
//
//                          0 s       10 s      20 s
//                          ├─────────┼─────────┼────
//   ● proc-macro2 1.0.86   ▄█ 0.80 s
//   ● syn 2.0.106            ▄▄▄▄████ 7.31 s
//     … 180 more units, 12.3 s CPU

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/time_axis.h"
#include "report/terminal/views.h"

namespace makespan {
namespace {

constexpr size_t kMostRows = 36;
// A step of the critical path that is shorter than this share of it is no row.
constexpr double kStepWorthARow = 0.004;

// So is a unit that took less than this share of the run, where not all fit.
constexpr double kUnitWorthARow = 0.01;

// The critical path and the slowest units, by start.
std::vector<TaskId> choose_rows(const Report& report) {
  std::vector<TaskId> rows;
  std::vector<CriticalStep> steps = report.analyses.critical_path.steps;
  std::stable_sort(steps.begin(), steps.end(), [](const CriticalStep& a, const CriticalStep& b) {
    return a.contributed > b.contributed;
  });
  bool all_fit = report.tasks.size() <= kMostRows;
  for (const CriticalStep& step : steps) {
    bool counts = ratio(step.contributed, report.analyses.critical_path.length) >= kStepWorthARow;
    if (rows.size() < kMostRows && (counts || all_fit)) rows.push_back(step.task);
  }
  for (const SlowUnit& slow : report.analyses.slowest) {
    bool counts = ratio(report.task(slow.task).wall, report.run.wall) >= kUnitWorthARow;
    if (rows.size() >= kMostRows || !(counts || all_fit)) break;
    if (std::find(rows.begin(), rows.end(), slow.task) == rows.end()) rows.push_back(slow.task);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

// A part of the scale: the columns [from, to).
TimeScale part_of(const TimeScale& scale, size_t from, size_t to) {
  auto columns = static_cast<double>(scale.columns);
  return {.start = scale.start + scale.span * (static_cast<double>(from) / columns),
          .span = scale.span * (static_cast<double>(to - from) / columns),
          .columns = to - from};
}

// The bar and its time: behind it where there is room, else before it.
Text bar_with_time(const ReportTask& task, const TimeScale& scale, std::set<Ink>& used) {
  std::string time = format_duration(task.wall);
  size_t width = display_width(time);
  double most = static_cast<double>(scale.columns);
  auto begin = static_cast<size_t>(std::clamp(scale.position(task.start), 0.0, most - 1));
  // As bars are drawn: to the nearest half cell.
  double halves = std::round(std::clamp(scale.position(task.end()), 0.0, most) * 2);
  auto end = static_cast<size_t>(std::ceil(halves / 2));
  end = std::max(end, begin + 1);
  bool behind = end + 1 + width <= scale.columns;
  bool before = !behind && begin > width;
  size_t from = before ? begin : 0;

  Bar bar = draw_bar(ink_spans(task), part_of(scale, from, behind ? end : scale.columns));
  used.insert(bar.inks.begin(), bar.inks.end());
  Text text;
  if (before) text.right(time, begin - 1, Style::faint).add(" ");
  text.add(bar.text);
  if (behind) text.add(" ").add(time, Style::faint);
  return text;
}

void add_row(Page& page, const ReportTask& task, const TimeScale& scale, bool marks_path,
             std::set<Ink>& used) {
  bool marked = marks_path && task.critical;
  Text line(marked ? "● " : "  ", Style::critical);
  bool failed = task.outcome == TaskOutcome::failed;
  Style style = failed ? Style::error : marked ? Style::strong : Style::plain;
  size_t room = page.gutter() - 3;
  if (failed) line.add("✗ ", Style::error);
  line.fit(short_label(task, room - (failed ? 2 : 0)), room - (failed ? 2 : 0), style).add(" ");
  page.line(line.add(bar_with_time(task, scale, used)));
}

// Rows, or what is none: units and processes apart, and the CPU of both.
struct Counted {
  size_t units = 0;
  size_t processes = 0;
  Duration cpu;
  bool cpu_known = true;
};

Counted count_tasks(const Report& report, const std::set<TaskId>& shown, bool rows) {
  Counted counted;
  for (uint32_t i = 0; i < report.tasks.size(); ++i) {
    const ReportTask& task = report.tasks[i];
    if (shown.contains(TaskId(i)) != rows) continue;
    ++(task.kind == TaskKind::process ? counted.processes : counted.units);
    counted.cpu_known &= task.cpu.has_value();
    counted.cpu += task.cpu.value_or(Duration());
  }
  // Where no build tool was seen, all that was recorded counts: also what is no task, since it did
  // nothing but fork or wait.
  const TaskCounts& counts = report.analyses.headline.counts;
  size_t recorded = counts.processes - std::min<size_t>(counts.processes, shown.size());
  if (!rows && !counts.build_tool) counted.processes = std::max(counted.processes, recorded);
  return counted;
}

// "… 130 more units and 26 more processes, 12.3 s CPU"
void add_rest(Page& page, const Counted& rest) {
  if (rest.units + rest.processes == 0) return;
  std::string text = "… ";
  if (rest.units > 0) text += format_count(rest.units, "more unit", "more units");
  if (rest.units > 0 && rest.processes > 0) text += " and ";
  if (rest.processes > 0) text += format_count(rest.processes, "more process", "more processes");
  if (rest.cpu_known && rest.cpu > Duration())
    text += fmt::format(", {} CPU", format_duration(rest.cpu));
  page.line(Text("  ").add(text, Style::faint));
}

void add_legend(Page& page, const std::set<Ink>& used, bool marks_path) {
  std::vector<Text> entries;
  if (marks_path) entries.push_back(Text("●", Style::critical).add(" critical path", Style::faint));
  for (Ink ink : {Ink::frontend, Ink::codegen, Ink::lto, Ink::link, Ink::script, Ink::compile_c,
                  Ink::program, Ink::whole, Ink::other}) {
    if (used.contains(ink)) entries.push_back(legend(ink));
  }
  Text line;
  for (const Text& entry : entries) {
    if (line.width() > 0 && line.width() + 2 + entry.width() > page.width()) {
      page.line(line);
      line = Text();
    }
    line.add(line.width() == 0 ? "" : "  ").add(entry);
  }
  page.line(line);
}

// "18 of 148 units", "all 7 units"
std::string part(size_t shown, size_t rest, std::string_view one, std::string_view many) {
  if (rest == 0)
    return shown == 1 ? fmt::format("1 {}", one) : fmt::format("all {} {}", shown, many);
  return fmt::format("{} of {}", shown, format_count(shown + rest, one, many));
}

// "18 of 148 units, 91% of the CPU"
std::string remark(const Counted& shown, const Counted& rest) {
  std::string text;
  if (shown.units + rest.units > 0) text = part(shown.units, rest.units, "unit", "units");
  if (shown.processes > 0) {
    text += text.empty() ? "" : " and ";
    text += part(shown.processes, rest.processes, "process", "processes");
  }
  if (rest.units + rest.processes == 0) return shown.units + shown.processes == 1 ? "" : text;
  if (Duration whole = shown.cpu + rest.cpu; whole > Duration())
    text += fmt::format(", {} of the CPU", format_share(ratio(shown.cpu, whole)));
  return text;
}

}  // namespace

void add_waterfall(Page& page, const Report& report) {
  if (report.tasks.empty() || report.run.wall <= Duration()) return;
  std::vector<TaskId> rows = choose_rows(report);
  bool marks_path = report.analyses.critical_path.steps.size() > 1;
  std::set<TaskId> shown(rows.begin(), rows.end());
  Counted rest = count_tasks(report, shown, false);
  page.heading("Waterfall", remark(count_tasks(report, shown, true), rest));
  TimeScale scale{.span = report.run.wall, .columns = page.width() - page.gutter()};
  add_time_axis(page, scale, page.gutter());

  std::set<Ink> used;
  InvocationId invocation;
  for (TaskId id : rows) {
    const ReportTask& task = report.task(id);
    if (report.invocations.size() > 1 && task.invocation != invocation && task.invocation.valid()) {
      invocation = task.invocation;
      page.line(Text(report.invocations[invocation.index()].command, Style::faint));
    }
    add_row(page, task, scale, marks_path, used);
  }
  add_rest(page, rest);
  add_legend(page, used, marks_path);
}

}  // namespace makespan
