// The codegen threads of the heaviest units, each from its own start, all on one scale.
//
//               0 s     0.5 s   1 s
//               ├───────┼───────┼──
//   syn 2.0.106  16 codegen units in 0.69 s, 1.9 at a time
//     thread 1  ▄▄▄▄▄▄█████▓▓▓▓▓██████
//     thread 2        ▓▓▓▓██████▓▓▓

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/time_axis.h"
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

void add_lane(Page& page, const ReportTask& task, const CodegenUnit& unit, uint32_t lane,
              Duration longest) {
  TimeScale scale{.start = task.start, .span = longest, .columns = page.width() - page.gutter()};
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

void add_unit(Page& page, const ReportTask& task, const CodegenUnit& unit, Duration longest) {
  Text title(task.label, Style::strong);
  if (title.width() + 2 + display_width(remark(unit)) <= page.width()) {
    page.line(title.add("  ").add(remark(unit), Style::faint));
  } else {
    page.line(title);
    page.wrapped(remark(unit), 2, Style::faint);
  }
  for (uint32_t lane = 0; lane < std::min<uint32_t>(unit.lanes, kLanesShown); ++lane)
    add_lane(page, task, unit, lane, longest);
  if (unit.lanes > kLanesShown) {
    page.line(Text()
                  .pad_to(page.gutter())
                  .add("… " + format_count(unit.lanes - kLanesShown, "more thread", "more threads"),
                       Style::faint));
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

// How many of the heaviest units have more than one thread.
std::string heading_remark(const std::vector<CodegenUnit>& single,
                           const std::vector<CodegenUnit>& drawn) {
  size_t all = single.size() + drawn.size();
  std::string who = all == 1 ? "the heaviest unit"
                    : drawn.empty() || single.empty()
                        ? fmt::format("each of the {} heaviest units", all)
                        : fmt::format("{} of the {} heaviest units", drawn.size(), all);
  if (drawn.empty()) return who + " has one";
  bool several = !single.empty() && drawn.size() > 1;
  return fmt::format("{} {} more than one; █ and ▓: codegen units in turn", who,
                     several ? "have" : "has");
}

}  // namespace

void add_codegen(Page& page, const Report& report) {
  std::vector<CodegenUnit> single;
  std::vector<CodegenUnit> drawn;
  for (const CodegenUnit& unit : report.analyses.codegen) {
    if (ratio(unit.window, report.run.wall) < kWorthAPicture) break;
    if (single.size() + drawn.size() == kUnitsShown) break;
    (unit.lanes < 2 ? single : drawn).push_back(unit);
  }
  if (single.empty() && drawn.empty()) return;
  page.heading("Codegen threads", heading_remark(single, drawn));
  Duration longest;
  for (const CodegenUnit& unit : drawn)
    longest = std::max(longest, report.task(unit.task).wall);
  if (!drawn.empty()) {
    add_time_axis(page, {.span = longest, .columns = page.width() - page.gutter()}, page.gutter());
  }
  for (const CodegenUnit& unit : drawn)
    add_unit(page, report.task(unit.task), unit, longest);
  add_single_threads(page, report, single);
}

}  // namespace makespan
