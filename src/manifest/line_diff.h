#pragma once
// Which lines of a text went and which came: the smallest set, for people to read.

#include <cstddef>
#include <string_view>
#include <vector>

namespace makespan {

// A text's lines, each with its break; only the last may lack one.
std::vector<std::string_view> lines_of(std::string_view text);

// Lines [before_begin, before_end) gave way to lines [after_begin, after_end). One of the two may
// be empty, not both.
struct LineChange {
  size_t before_begin = 0;
  size_t before_end = 0;
  size_t after_begin = 0;
  size_t after_end = 0;

  bool operator==(const LineChange&) const = default;
};

// In order, with at least one unchanged line between two of them. By Myers' greedy algorithm; a run
// that could stand in several places stands in the last. Texts that differ in more than 3,000 lines
// are one change from the first to the last line that differs.
std::vector<LineChange> diff_lines(const std::vector<std::string_view>& before,
                                   const std::vector<std::string_view>& after);

}  // namespace makespan
