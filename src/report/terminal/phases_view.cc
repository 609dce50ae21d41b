// The pipeline flow: a box for each phase that mattered, wider the longer it took, the longest one
// with a heavy frame.
//
//   ╭ resolution ────────╮  ┏ compilation ━━━━━━━━━━━━━━┓  ╭ linking ───────────╮
//   │ 0.40 s        0.5% │─▶┃ 68.1 s                93% ┃─▶│ 4.90 s          7% │
//   │ ▏                  │  ┃ ███████████████████████▊  ┃  │ █▋                 │
//   │ no unit yet        │  ┃ syn 2.0.106        3.10 s ┃  │ app (bin)   4.90 s │
//   ╰────────────────────╯  ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━┛  ╰────────────────────╯
//
// The bars are on one scale, which the boxes, having room for their names, cannot be.

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"
#include "report/words.h"

namespace makespan {
namespace {

constexpr double kShareWorthABox = 0.02;
constexpr size_t kLeastBox = 18;  // columns, frame included
constexpr size_t kMostFlow = 120;
constexpr size_t kUnitsShown = 3;
constexpr std::string_view kArrow = "─▶";

struct Box {
  const PhaseFigure* figure;
  size_t width = kLeastBox;
  bool dominant = false;
};

std::vector<Box> boxes_of(const Report& report) {
  std::vector<Box> boxes;
  for (const PhaseFigure& figure : report.analyses.phases.run.figures) {
    if (figure.share >= kShareWorthABox) boxes.push_back({.figure = &figure});
  }
  auto longest = std::max_element(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) {
    return a.figure->time < b.figure->time;
  });
  if (longest != boxes.end()) longest->dominant = true;
  return boxes;
}

// What is left when every box has its least width goes to the boxes by their share.
void share_out(std::vector<Box>& boxes, size_t width) {
  size_t arrows = (boxes.size() - 1) * display_width(kArrow);
  size_t least = arrows + boxes.size() * kLeastBox;
  size_t spare = std::max(least, std::min(width, kMostFlow)) - least;
  double whole = 0;
  for (const Box& box : boxes)
    whole += box.figure->share;
  for (Box& box : boxes)
    box.width += static_cast<size_t>(static_cast<double>(spare) * box.figure->share / whole);
}

std::string_view explanation(const Report& report, Phase phase) {
  switch (phase) {
    case Phase::lock:
      return report.analyses.headline.lock_holder.empty()
                 ? std::string_view("another cargo")
                 : std::string_view(report.analyses.headline.lock_holder);
    case Phase::resolution:
      return "no unit yet";
    case Phase::post_build:
      return "units done";
    case Phase::compilation:
    case Phase::linking:
    case Phase::running:
      return "";
  }
  return "";
}

// Columns of a bar for the whole run, so that the longest phase's bar fills its box.
double bar_scale(const std::vector<Box>& boxes) {
  auto longest = std::find_if(boxes.begin(), boxes.end(), [](const Box& b) { return b.dominant; });
  return static_cast<double>(longest->width - 4) / longest->figure->share;
}

// The lines between a box's top and bottom, each at most `columns` wide.
std::vector<Text> contents(const Report& report, const Box& box, std::optional<double> scale) {
  size_t columns = box.width - 4;
  std::vector<Text> lines;
  std::string share = format_share(box.figure->share);
  lines.emplace_back();
  lines.back()
      .fit(format_duration(box.figure->time), columns - display_width(share), Style::strong)
      .add(share);
  if (scale) {
    double bar = box.figure->share * *scale / static_cast<double>(columns);
    lines.emplace_back(plain_bar(bar, columns), box.dominant ? Style::critical : Style::plain);
  }
  size_t most = lines.size() + kUnitsShown;
  for (const PhaseUnit& unit : box.figure->units) {
    if (lines.size() == most) break;
    std::string time = format_duration(unit.time);
    size_t name = columns - std::min(columns, display_width(time) + 1);
    lines.emplace_back();
    lines.back()
        .fit(short_label(report.task(unit.task), name), name)
        .add(" ")
        .add(time, Style::faint);
  }
  if (std::string_view why = explanation(report, box.figure->phase); !why.empty()) {
    lines.emplace_back();
    lines.back().fit(why, columns, Style::faint);
  }
  return lines;
}

void repeat(Text& text, std::string_view character, size_t times) {
  for (size_t i = 0; i < times; ++i)
    text.add(character);
}

void add_edge(Text& text, const Box& box, bool top) {
  std::string_view line = box.dominant ? "━" : "─";
  if (top) {
    std::string name = fmt::format(" {} ", word(box.figure->phase));
    text.add(box.dominant ? "┏" : "╭").add(name, box.dominant ? Style::strong : Style::plain);
    repeat(text, line, box.width - 2 - display_width(name));
    text.add(box.dominant ? "┓" : "╮");
  } else {
    text.add(box.dominant ? "┗" : "╰");
    repeat(text, line, box.width - 2);
    text.add(box.dominant ? "┛" : "╯");
  }
}

void add_flow(Page& page, const Report& report, const std::vector<Box>& boxes) {
  std::vector<std::vector<Text>> columns;
  size_t height = 0;
  // One bar alone would be compared with nothing.
  std::optional<double> scale;
  if (boxes.size() > 1) scale = bar_scale(boxes);
  for (const Box& box : boxes) {
    columns.push_back(contents(report, box, scale));
    height = std::max(height, columns.back().size());
  }
  std::string gap(display_width(kArrow), ' ');
  Text top;
  Text bottom;
  for (size_t i = 0; i < boxes.size(); ++i) {
    add_edge(top.add(i == 0 ? "" : gap), boxes[i], true);
    add_edge(bottom.add(i == 0 ? "" : gap), boxes[i], false);
  }
  page.line(top);
  for (size_t row = 0; row < height; ++row) {
    Text line;
    for (size_t i = 0; i < boxes.size(); ++i) {
      if (i > 0) line.add(row == 0 ? kArrow : std::string_view(gap));
      std::string_view side = boxes[i].dominant ? "┃" : "│";
      size_t end = line.width() + boxes[i].width;
      line.add(side).add(" ");
      if (row < columns[i].size()) line.add(columns[i][row]);
      line.pad_to(end - 1).add(side);
    }
    page.line(line);
  }
  page.line(bottom);
}

// Where the boxes do not fit side by side: a line for each phase.
void add_list(Page& page, const Report& report, const std::vector<Box>& boxes) {
  double longest = 0;
  for (const Box& box : boxes)
    longest = std::max(longest, box.figure->share);
  for (const Box& box : boxes) {
    Text line;
    line.fit(word(box.figure->phase), 12, box.dominant ? Style::strong : Style::plain)
        .right(format_duration(box.figure->time), 8)
        .right(format_share(box.figure->share), 6)
        .add("  ");
    size_t bar = page.width() - line.width();
    page.line(line.add(plain_bar(box.figure->share / longest, bar),
                       box.dominant ? Style::critical : Style::plain));
    std::string units;
    for (size_t i = 0; i < std::min<size_t>(2, box.figure->units.size()); ++i) {
      const PhaseUnit& unit = box.figure->units[i];
      units += fmt::format("{}{} {}", i == 0 ? "" : ", ", report.task(unit.task).label,
                           format_duration(unit.time));
    }
    if (!units.empty()) page.wrapped(units, 2, Style::faint);
  }
}

// The phases that are too short for a box.
void add_besides(Page& page, const Report& report) {
  std::string text;
  for (const PhaseFigure& figure : report.analyses.phases.run.figures) {
    if (figure.share >= kShareWorthABox) continue;
    text += fmt::format("{}{} {}", text.empty() ? "besides: " : ", ", word(figure.phase),
                        format_duration(figure.time));
  }
  if (!text.empty()) page.wrapped(text, 2, Style::faint);
}

// Several cargo calls in one run: when each ran, and what it did.
void add_invocations(Page& page, const Report& report) {
  if (report.invocations.size() < 2) return;
  page.blank();
  size_t bar = page.width() >= 100 ? 30 : 12;
  constexpr size_t figures = 27;  // " 12.3 s  244 built, 12 fresh"
  size_t names = page.width() - std::min(page.width() - 12, bar + figures + 1);
  TimeScale scale{.span = report.run.wall, .columns = bar};
  for (const ReportInvocation& invocation : report.invocations) {
    std::string did = fmt::format("{} built", invocation.built);
    if (invocation.fresh) did += fmt::format(", {} fresh", *invocation.fresh);
    if (invocation.executed > 0) did += fmt::format(", {} run", invocation.executed);
    if (!invocation.failed.empty()) did += fmt::format(", {} failed", invocation.failed.size());
    Text line(invocation.parent.valid() ? "  " : "");
    line.fit(invocation.command, names - line.width()).add(" ");
    line.add(draw_bar({{.start = invocation.start,
                        .end = invocation.start + invocation.wall,
                        .ink = Ink::program}},
                      scale)
                 .text);
    line.right(format_duration(invocation.wall), 9);
    if (line.width() + 2 + display_width(did) > page.width()) {
      page.line(line);
      line = Text();
    }
    page.line(line.add("  ").add(did, Style::faint));
  }
}

// "compilation takes 86% of 8.00 s"
std::string remark(const Report& report, const std::vector<Box>& boxes) {
  auto longest = std::find_if(boxes.begin(), boxes.end(), [](const Box& b) { return b.dominant; });
  return fmt::format("{} takes {} of {}", word(longest->figure->phase),
                     format_share(longest->figure->share), format_duration(report.run.wall));
}

}  // namespace

void add_phases(Page& page, const Report& report) {
  std::vector<Box> boxes = boxes_of(report);
  if (boxes.empty()) return;
  page.heading("Pipeline", remark(report, boxes));
  size_t arrows = (boxes.size() - 1) * display_width(kArrow);
  if (boxes.size() * kLeastBox + arrows <= page.width()) {
    share_out(boxes, page.width());
    add_flow(page, report, boxes);
  } else {
    add_list(page, report, boxes);
  }
  add_besides(page, report);
  add_invocations(page, report);
}

}  // namespace makespan
