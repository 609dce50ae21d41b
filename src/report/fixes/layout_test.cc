#include "report/fixes/layout.h"

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

TEST(CutInTheMiddle, KeepsBothEnds) {
  EXPECT_EQ(cut_in_the_middle("release.codegen-units=16", 24), "release.codegen-units=16");
  EXPECT_EQ(cut_in_the_middle("release.codegen-units=16", 15), "release…nits=16");
  EXPECT_EQ(cut_in_the_middle("align:größe-表示@2.0.0", 14), "align:g…@2.0.0");
  EXPECT_EQ(cut_in_the_middle("release.lto", 4), "rel…");
}

TEST(IntervalBar, EndsWhereTheHighEndIs) {
  auto bar = [](double low, double expected, double high) {
    return interval_bar(Duration::seconds(low), Duration::seconds(expected),
                        Duration::seconds(high), Duration::seconds(10), 10, Style::plain)
        .render(80, false, true);
  };
  EXPECT_EQ(bar(4, 5, 7), "████▓░░");
  EXPECT_EQ(bar(5, 5, 5), "█████");
  EXPECT_EQ(bar(0, 0, 0.001), "▏");
  EXPECT_EQ(bar(4, 5, 70), "████▓░░░░░");
}

TEST(AddCommand, GoesOnBehindABackslash) {
  Page page({.width = 40}, Duration::seconds(1));
  add_command(page, {"makespan", "apply", "unused:core/rand", "align:dashmap@6.1.0"}, 2);
  EXPECT_EQ(page.take(), "  makespan apply unused:core/rand \\\n      align:dashmap@6.1.0\n");
}

}  // namespace
}  // namespace makespan
