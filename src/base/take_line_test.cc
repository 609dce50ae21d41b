#include "base/take_line.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace makespan {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty())
    lines.emplace_back(take_line(text));
  return lines;
}

using Lines = std::vector<std::string>;

TEST(TakeLine, LinesEndWithEitherBreakAndTheLastMayHaveNone) {
  EXPECT_EQ(lines_of("a\nb\r\nc"), (Lines{"a", "b", "c"}));
  EXPECT_EQ(lines_of("a\n"), Lines{"a"});
}

TEST(TakeLine, EmptyLinesAreLines) {
  EXPECT_EQ(lines_of("\n\r\n\n"), (Lines{"", "", ""}));
  EXPECT_EQ(lines_of(""), Lines{});
}

TEST(TakeLine, ACarriageReturnInsideALineIsText) {
  EXPECT_EQ(lines_of("a\rb\n"), Lines{"a\rb"});
}

}  // namespace
}  // namespace makespan
