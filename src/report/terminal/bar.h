#pragma once
// Bar: spans of time as terminal cells, to half a cell, each kind of work with a glyph of its own:
// what a section is can be read without colour.
//
//   frontend ▄▄▄▄   codegen ████   LTO ▓▓▓▓   link ▒▒▒▒   build script ░░░░   C compiler ▚▚▚▚
//   a compiler whose parts nobody saw ▀▀▀▀   a test or command ━━━━

#include <vector>

#include "report/terminal/page.h"

namespace makespan {

enum class Ink { none, other, script, compile_c, frontend, codegen, lto, link, program, whole };

Ink ink_of(SectionKind kind);
// Of a task without sections.
Ink ink_of(const ReportTask& task);
std::string_view ink_word(Ink ink);

struct InkSpan {
  Timestamp start;
  Timestamp end;
  Ink ink = Ink::none;
};

// Which part of the columns is which part of the time.
struct TimeScale {
  Timestamp start;
  Duration span;
  size_t columns = 1;

  [[nodiscard]] double position(Timestamp at) const {  // in columns
    return ratio(at - start, span) * static_cast<double>(columns);
  }
};

// Spans as they are drawn, and which kinds can be seen.
struct Bar {
  Text text;
  std::vector<Ink> inks;
};

// The later a kind stands in Ink, the more it shows where spans overlap. What is too short to be
// seen is given half a cell.
Bar draw_bar(const std::vector<InkSpan>& spans, const TimeScale& scale);

// The spans of a task's sections over its whole time.
std::vector<InkSpan> ink_spans(const ReportTask& task);

// A bar of one kind from the left, `share` of `columns` long, to an eighth of a cell.
std::string plain_bar(double share, size_t columns);

// Shares side by side, with the sections' glyphs, in `length` (0 to 1) of `columns` cells, but at
// least in half a one.
Text stacked_bar(const std::vector<SectionShare>& shares, double length, size_t columns);

// One sample of an ink with its word.
Text legend(Ink ink);

}  // namespace makespan
