#include "report/fixes/layout.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace makespan {
namespace {

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
