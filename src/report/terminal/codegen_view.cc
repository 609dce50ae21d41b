// The codegen threads of the heaviest units, each on a time axis of its own.
//
//   syn 2.0.106   16 codegen units in 0.69 s, 1.9 at a time
//     ▄▄▄▄▄▄█████▓▓▓▓▓██████
//           ▓▓▓▓██████▓▓▓

#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"

namespace makespan {
namespace {

constexpr size_t kUnitsShown = 4;
constexpr size_t kLanesShown = 6;
// Less codegen than this share of the run's wall time is not worth a picture.
constexpr double kWorthAPicture = 0.02;

std::string remark(const CodegenUnit& unit) {
  std::string units = format_count(unit.codegen_units, "codegen unit", "codegen units");
  if (size_t lto = unit.spans.size() - unit.codegen_units; lto > 0)
    units += fmt::format(" and {} of LTO", format_count(lto, "part", "parts"));
  return fmt::format("{} in {}, {} at a time", units, format_duration(unit.window),
                     format_cores(unit.parallelism));
}

// Neighbours on one lane alternate, so that one unit's end can be told from the next one's start.
Ink alternate(Ink last) {
  return last == Ink::codegen ? Ink::lto : Ink::codegen;
}

void add_lane(Page& page, const ReportTask& task, const CodegenUnit& unit, uint32_t lane) {
  TimeScale scale{.start = task.start, .span = task.wall, .columns = page.width() - page.gutter()};
  std::vector<InkSpan> spans;
  if (lane == 0) {
    for (const ReportSection& section : task.sections) {
      if (section.kind == SectionKind::frontend || section.kind == SectionKind::link)
        spans.push_back(
            {.start = section.start, .end = section.end(), .ink = ink_of(section.kind)});
    }
  }
  Ink ink = Ink::lto;
  for (const CodegenSpan& span : unit.spans) {
    if (span.lane != lane) continue;
    ink = alternate(ink);
    spans.push_back({.start = span.start, .end = span.start + span.wall, .ink = ink});
  }
  Text line;
  line.right(fmt::format("thread {}", lane + 1), page.gutter() - 1, Style::faint).add(" ");
  page.line(line.add(draw_bar(spans, scale).text));
}

void add_unit(Page& page, const ReportTask& task, const CodegenUnit& unit) {
  page.line(Text(task.label, Style::strong).add("  ").add(remark(unit), Style::faint));
  for (uint32_t lane = 0; lane < std::min<uint32_t>(unit.lanes, kLanesShown); ++lane)
    add_lane(page, task, unit, lane);
  if (unit.lanes > kLanesShown) {
    page.line(Text()
                  .pad_to(page.gutter())
                  .add(fmt::format("… {} more threads", unit.lanes - kLanesShown), Style::faint));
  }
}

// What the waterfall shows as well needs no picture: the units that had one thread, whether because
// they have one codegen unit or because no slot was free for another.
void add_single_threads(Page& page, const Report& report, const std::vector<CodegenUnit>& units) {
  std::string one;
  std::string several;
  for (const CodegenUnit& unit : units) {
    std::string name =
        fmt::format("{} {}", report.task(unit.task).label, format_duration(unit.window));
    if (unit.codegen_units > 1) {
      several += fmt::format("{}{} for {}", several.empty() ? "" : ", ", name, unit.codegen_units);
    } else {
      one += (one.empty() ? "" : ", ") + name;
    }
  }
  if (!one.empty())
    page.wrapped("One codegen unit, so that one core is all it can use: " + one, 0, Style::faint);
  if (!several.empty())
    page.wrapped("Codegen units one after the other: " + several, 0, Style::faint);
}

}  // namespace

void add_codegen(Page& page, const Report& report) {
  std::vector<CodegenUnit> single;
  size_t shown = 0;
  for (const CodegenUnit& unit : report.analyses.codegen) {
    if (ratio(unit.window, report.run.wall) < kWorthAPicture || shown == kUnitsShown) break;
    if (shown++ == 0)
      page.heading("Codegen threads",
                   "of the heaviest units, each on its own time; █ and ▓ in turn");
    if (unit.lanes < 2) {
      single.push_back(unit);
    } else {
      add_unit(page, report.task(unit.task), unit);
    }
  }
  add_single_threads(page, report, single);
}

}  // namespace makespan
