// Base and variants in a table: time, CPU, sizes, tests, the program's own speed; and what a
// rebuild after an edit takes.

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/layout.h"
#include "report/fixes/try_views.h"
#include "report/format.h"

namespace makespan {
namespace {

struct Side {
  std::string name;
  const TryFigures* figures = nullptr;
  Style style = Style::plain;
};

std::vector<Side> sides_of(const TryAnswer& answer) {
  std::vector<Side> sides = {{.name = "base", .figures = &answer.base, .style = Style::faint}};
  for (const TryVariant& variant : answer.variants)
    sides.push_back({.name = variant.title, .figures = &variant.figures});
  return sides;
}

size_t name_columns(const Page& page, const std::vector<Side>& sides) {
  size_t columns = 8;
  for (const Side& side : sides)
    columns = std::max(columns, display_width(side.name) + 1);
  return std::min(columns, std::clamp<size_t>(page.width() / 3, 10, 48));
}

// One figure of each side: its heading and its cells.
struct Column {
  std::string head;
  std::string beside;  // the heading behind another column, where that is enough
  std::vector<std::string> cells;

  [[nodiscard]] const std::string& heading(bool first) const {
    return first || beside.empty() ? head : beside;
  }
  [[nodiscard]] size_t width(bool first) const {
    size_t most = display_width(heading(first));
    for (const std::string& cell : cells)
      most = std::max(most, display_width(cell));
    return most + 2;
  }
};

std::string bytes_cell(std::optional<uint64_t> bytes, std::optional<uint64_t> base) {
  if (!bytes) return "–";
  std::string text = format_bytes(*bytes);
  if (!base || *base == 0 || base == bytes) return text;
  return fmt::format("{} {}", text,
                     format_change(static_cast<double>(*bytes) / static_cast<double>(*base) - 1));
}

std::string tests_cell(const TryFigures& figures) {
  return figures.tests ? std::string(word(*figures.tests)) : "–";
}

std::vector<Column> columns_of(const Page& page, const std::vector<Side>& sides) {
  auto column = [&](std::string head, auto cell, std::string beside = {}) {
    Column result{.head = std::move(head), .beside = std::move(beside)};
    for (const Side& side : sides)
      result.cells.push_back(cell(*side.figures));
    bool known = std::any_of(result.cells.begin(), result.cells.end(),
                             [](const std::string& text) { return text != "–"; });
    return known ? std::optional(result) : std::nullopt;
  };
  const TryFigures& base = *sides.front().figures;
  std::vector<Column> columns;
  auto add = [&](std::optional<Column> one) {
    if (one) columns.push_back(std::move(*one));
  };
  add(column("wall", [&](const TryFigures& f) { return page.time(median_of(f.wall)); }));
  add(column(
      "least wall", [&](const TryFigures& f) { return page.time(minimum_of(f.wall)); }, "least"));
  add(column("CPU", [&](const TryFigures& f) { return page.time(median_of(f.cpu)); }));
  add(column(
      "least CPU", [&](const TryFigures& f) { return page.time(minimum_of(f.cpu)); }, "least"));
  add(column("artifacts", [&](const TryFigures& f) {
    return bytes_cell(f.artifact_bytes, base.artifact_bytes);
  }));
  add(column("build directory", [&](const TryFigures& f) {
    return bytes_cell(f.build_directory_bytes, base.build_directory_bytes);
  }));
  add(column("tests", tests_cell));
  add(column("benchmark", [&](const TryFigures& f) {
    std::optional<Duration> median = median_of(f.benchmark);
    return median ? format_duration(*median) : std::string("–");
  }));
  return columns;
}

// As many of the columns as fit; the rest in a table below.
void add_table(Page& page, const std::vector<Side>& sides, size_t name,
               const std::vector<Column>& columns) {
  size_t from = 0;
  while (from < columns.size()) {
    size_t used = 2 + name;
    size_t to = from;
    while (to < columns.size() && (to == from || used + columns[to].width(false) <= page.width())) {
      used += columns[to].width(to == from);
      ++to;
    }
    Text head(std::string(2 + name, ' '));
    for (size_t i = from; i < to; ++i)
      head.right(columns[i].heading(i == from), columns[i].width(i == from), Style::faint);
    page.line(head);
    for (size_t row = 0; row < sides.size(); ++row) {
      Text line("  ");
      line.fit(cut_in_the_middle(sides[row].name, name - 1), name, sides[row].style);
      for (size_t i = from; i < to; ++i)
        line.right(columns[i].cells[row], columns[i].width(i == from), sides[row].style);
      page.line(line);
    }
    from = to;
  }
}

std::string edit_phrase(SourceEdit edit) {
  switch (edit) {
    case SourceEdit::leaf_body:
      return "a function's body in a leaf";
    case SourceEdit::core_body:
      return "a function's body in the core";
    case SourceEdit::core_signature:
      return "a public signature in the core";
  }
  return "";
}

}  // namespace

void add_builds(Page& page, const TryAnswer& answer) {
  if (answer.base.wall.empty()) return;
  page.heading("Builds", "verified: medians, and the least of all rounds");
  std::vector<Side> sides = sides_of(answer);
  add_table(page, sides, name_columns(page, sides), columns_of(page, sides));
}

void add_rebuilds(Page& page, const TryAnswer& answer) {
  if (answer.base.rebuilds.empty()) return;
  page.heading("Rebuilds", "after an edit, on top of a finished build: median wall, change of CPU");
  size_t name = 6;
  for (const TryVariant& variant : answer.variants)
    name = std::max(name, display_width(variant.title) + 1);
  name = std::min(name, std::min<size_t>(30, page.width() - 6 - 10));
  for (size_t i = 0; i < answer.base.rebuilds.size(); ++i) {
    const RebuildTimes& base = answer.base.rebuilds[i];
    add_item(page, 2, Text(edit_phrase(base.edit) + ":"), base.file, Style::faint);
    Text line("      ");
    page.line(line.fit("base", name, Style::faint).right(page.time(median_of(base.wall)), 10));
    for (const TryVariant& variant : answer.variants) {
      if (i >= variant.figures.rebuilds.size()) continue;
      Text row("      ");
      row.fit(cut_in_the_middle(variant.title, name - 1), name);
      row.right(page.time(median_of(variant.figures.rebuilds[i].wall)), 10);
      if (i < variant.rebuilds.size()) {
        const MeasuredChange& change = variant.rebuilds[i];
        bool noise = !change.bounded || change.holds(0);
        std::string text = change_phrase(change) + (noise ? " noise" : "");
        if (row.width() + 2 + display_width(text) > page.width()) {
          page.line(row);
          row = Text("      ");
        }
        row.add("  ").add(text, noise                 ? Style::faint
                                : change.expected < 0 ? Style::good
                                                      : Style::bad);
      }
      page.line(row);
    }
  }
}

}  // namespace makespan
