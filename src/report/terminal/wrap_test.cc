#include "report/terminal/wrap.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace makespan {
namespace {

using Lines = std::vector<std::string>;

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_EQ(wrap("one two three", 9), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("", 9), Lines{""});
}

TEST(Wrap, KeepsANumberWithItsUnit) {
  EXPECT_EQ(wrap("it takes 36.4 s, or so", 14), (Lines{"it takes", "36.4 s, or so"}));
}

TEST(Wrap, CutsAWordThatIsLongerThanALine) {
  EXPECT_EQ(wrap("a extraordinarily b", 6), (Lines{"a", "extrao", "rdinar", "ily b"}));
}

TEST(Wrap, CutsBetweenCharactersNotWithinThem) {
  for (const std::string& line : wrap("größe表示表示", 3))
    EXPECT_LE(display_width(line), 3U) << line;
  EXPECT_EQ(wrap("表示", 1), (Lines{"表", "示"}));
}

TEST(Wrap, MayHaveLessRoomInTheFirstLine) {
  EXPECT_EQ(wrap("one two three four", 9, 4), (Lines{"one", "two three", "four"}));
  EXPECT_EQ(wrap("three four", 9, 4), (Lines{"", "three", "four"}));
}

}  // namespace
}  // namespace makespan
