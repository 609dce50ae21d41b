#include "report/terminal/bar.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace makespan {
namespace {

struct Glyphs {
  std::string_view full;
  std::string_view left;
  std::string_view right;
  Style style;
  std::string_view word;
};

const Glyphs& glyphs_of(Ink ink) {
  static constexpr std::array<Glyphs, 10> table = {{
      {" ", " ", " ", Style::plain, ""},
      {"╌", "╌", "╌", Style::other, "other"},
      {"░", "░", "░", Style::script, "build script"},
      {"▚", "▚", "▚", Style::compile_c, "C compiler"},
      {"▄", "▖", "▗", Style::frontend, "frontend"},
      {"█", "▌", "▐", Style::codegen, "codegen"},
      {"▓", "▓", "▓", Style::lto, "LTO"},
      {"▒", "▒", "▒", Style::link, "link"},
      {"━", "╸", "╺", Style::program, "program"},
      {"▀", "▘", "▝", Style::codegen, "compiler"},
  }};
  return table[static_cast<size_t>(ink)];
}

struct HalfCells {
  std::vector<Ink> inks;  // two a column

  void paint(const InkSpan& span, const TimeScale& scale) {
    if (inks.empty()) return;
    auto cells = static_cast<double>(inks.size());
    double from = std::clamp(scale.position(span.start) * 2, 0.0, cells);
    double to = std::clamp(scale.position(span.end) * 2, 0.0, cells);
    auto first = static_cast<size_t>(std::lround(from));
    auto last = static_cast<size_t>(std::lround(to));
    if (last <= first) {
      first = std::min(static_cast<size_t>(from), inks.size() - 1);
      last = first + 1;
    }
    for (size_t i = first; i < std::min(last, inks.size()); ++i)
      inks[i] = std::max(inks[i], span.ink);
  }
};

void add_cell(Text& text, Ink left, Ink right) {
  if (left == right) {
    text.add(glyphs_of(left).full, glyphs_of(left).style);
  } else if (left == Ink::none) {
    text.add(glyphs_of(right).right, glyphs_of(right).style);
  } else if (right == Ink::none) {
    text.add(glyphs_of(left).left, glyphs_of(left).style);
  } else {
    const Glyphs& stronger = glyphs_of(std::max(left, right));
    text.add(stronger.full, stronger.style);
  }
}

}  // namespace

Ink ink_of(SectionKind kind) {
  switch (kind) {
    case SectionKind::frontend:
      return Ink::frontend;
    case SectionKind::codegen:
      return Ink::codegen;
    case SectionKind::lto:
      return Ink::lto;
    case SectionKind::link:
      return Ink::link;
    case SectionKind::script:
      return Ink::script;
    case SectionKind::compile_c:
      return Ink::compile_c;
    case SectionKind::other:
      return Ink::other;
  }
  return Ink::other;
}

Ink ink_of(ProcessRole role) {
  switch (role) {
    case ProcessRole::compiler:
      return Ink::whole;
    case ProcessRole::linker:
      return Ink::link;
    case ProcessRole::driver:
    case ProcessRole::other:
      return Ink::program;
  }
  return Ink::program;
}

Ink ink_of(const ReportTask& task) {
  switch (task.kind) {
    case TaskKind::build_script_run:
      return Ink::script;
    case TaskKind::test_run:
    case TaskKind::doctest:
    case TaskKind::run:
      return Ink::program;
    case TaskKind::process:
      return ink_of(task.role);
    case TaskKind::doc:
      return Ink::frontend;
    case TaskKind::library:
    case TaskKind::binary:
    case TaskKind::test:
    case TaskKind::example:
    case TaskKind::bench:
    case TaskKind::proc_macro:
    case TaskKind::build_script:
      return Ink::whole;
  }
  return Ink::whole;
}

std::string_view ink_word(Ink ink) {
  return glyphs_of(ink).word;
}

Bar draw_bar(const std::vector<InkSpan>& spans, const TimeScale& scale) {
  HalfCells cells{.inks = std::vector<Ink>(scale.columns * 2)};
  for (const InkSpan& span : spans)
    cells.paint(span, scale);
  Bar bar;
  for (size_t i = 0; i < scale.columns; ++i)
    add_cell(bar.text, cells.inks[i * 2], cells.inks[i * 2 + 1]);
  bar.inks = std::move(cells.inks);
  std::sort(bar.inks.begin(), bar.inks.end());
  bar.inks.erase(std::unique(bar.inks.begin(), bar.inks.end()), bar.inks.end());
  return bar;
}

std::vector<InkSpan> ink_spans(const ReportTask& task) {
  Ink rest = task.sections.empty() ? ink_of(task) : Ink::other;
  std::vector<InkSpan> result = {{.start = task.start, .end = task.end(), .ink = rest}};
  for (const ReportSection& section : task.sections)
    result.push_back({.start = section.start, .end = section.end(), .ink = ink_of(section.kind)});
  return result;
}

std::string plain_bar(double share, size_t columns) {
  constexpr std::array<std::string_view, 8> parts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  auto eighths = static_cast<size_t>(
      std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(columns * 8)));
  if (eighths == 0 && share > 0) eighths = 1;
  std::string result;
  for (size_t i = 0; i < eighths / 8; ++i)
    result += "█";
  result += parts[eighths % 8];
  return result;
}

Text stacked_bar(const std::vector<SectionShare>& shares, double length, size_t columns) {
  // In the order of a unit's life, whatever order the shares come in.
  std::vector<SectionShare> ordered = shares;
  std::sort(ordered.begin(), ordered.end(),
            [](const SectionShare& a, const SectionShare& b) { return a.kind < b.kind; });
  TimeScale scale{.span = Duration::seconds(1), .columns = columns};
  std::vector<InkSpan> spans;
  Timestamp at;
  for (const SectionShare& share : ordered) {
    Timestamp end = at + Duration::seconds(share.share * length);
    spans.push_back({.start = at, .end = end, .ink = ink_of(share.kind)});
    at = end;
  }
  return draw_bar(spans, scale).text;
}

Text legend(Ink ink) {
  const Glyphs& glyphs = glyphs_of(ink);
  Text text;
  text.add(glyphs.full, glyphs.style).add(glyphs.full, glyphs.style).add(" ");
  return text.add(glyphs.word, Style::faint);
}

}  // namespace makespan
