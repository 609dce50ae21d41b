#include "report/terminal/bar.h"

#include <gtest/gtest.h>

#include "report/terminal/time_axis.h"

namespace makespan {
namespace {

Timestamp at(int ms) {
  return Timestamp::at(Duration::milliseconds(ms));
}

// Ten columns of 10 ms each.
const TimeScale kScale{.span = Duration::milliseconds(100), .columns = 10};

std::string drawn(const std::vector<InkSpan>& spans) {
  return draw_bar(spans, kScale).text.render(80, false, true);
}

TEST(Bar, ShowsHalfCells) {
  EXPECT_EQ(drawn({{at(0), at(20), Ink::codegen}}), "██");
  EXPECT_EQ(drawn({{at(5), at(25), Ink::codegen}}), "▐█▌");
  EXPECT_EQ(drawn({{at(5), at(25), Ink::frontend}}), "▗▄▖");
}

TEST(Bar, GivesTheShortestSpanHalfACell) {
  EXPECT_EQ(drawn({{at(30), at(30), Ink::codegen}}), "   ▌");
  EXPECT_EQ(drawn({{at(99), at(100), Ink::codegen}}), "         ▐");
}

TEST(Bar, LetsTheLaterSectionShowWhereTwoOverlap) {
  EXPECT_EQ(drawn({{at(0), at(50), Ink::frontend}, {at(30), at(60), Ink::codegen}}), "▄▄▄███");
  EXPECT_EQ(drawn({{at(0), at(60), Ink::other}, {at(20), at(40), Ink::link}}), "╌╌▒▒╌╌");
}

TEST(Bar, ClipsWhatLiesOutside) {
  EXPECT_EQ(drawn({{at(-50), at(10), Ink::codegen}, {at(90), at(500), Ink::codegen}}),
            "█        █");
}

TEST(Bar, TellsWhichInksCanBeSeen) {
  Bar bar = draw_bar({{at(0), at(50), Ink::other}, {at(0), at(50), Ink::codegen}}, kScale);
  EXPECT_EQ(bar.inks, (std::vector{Ink::none, Ink::codegen}));
}

TEST(PlainBar, HasEighthsOfACell) {
  EXPECT_EQ(plain_bar(0, 4), "");
  EXPECT_EQ(plain_bar(0.0001, 4), "▏");
  EXPECT_EQ(plain_bar(0.5, 4), "██");
  EXPECT_EQ(plain_bar(0.59375, 4), "██▍");
  EXPECT_EQ(plain_bar(2, 4), "████");
}

TEST(StackedBar, StandsInTheOrderOfAUnitsLife) {
  Text text = stacked_bar({{.kind = SectionKind::link, .share = 0.25},
                           {.kind = SectionKind::frontend, .share = 0.25},
                           {.kind = SectionKind::codegen, .share = 0.5}},
                          1, 8);
  EXPECT_EQ(text.render(80, false, true), "▄▄████▒▒");
}

TEST(StackedBar, IsAsLongAsItsLength) {
  std::vector<SectionShare> shares = {{.kind = SectionKind::frontend, .share = 0.5},
                                      {.kind = SectionKind::codegen, .share = 0.5}};
  EXPECT_EQ(stacked_bar(shares, 0.5, 8).render(80, false, true), "▄▄██");
}

std::string axis(Duration span, size_t columns) {
  Page page({.width = 80}, span);
  add_time_axis(page, {.span = span, .columns = columns}, 2);
  return page.take();
}

TEST(TimeAxis, HasRoundNumbersThatDoNotTouch) {
  EXPECT_EQ(axis(Duration::seconds(8), 40),
            "  0 s                      5 s\n"
            "  ├────────────────────────┼──────────────\n");
  EXPECT_EQ(axis(Duration::seconds(100), 30),
            "  0 s               60 s\n"
            "  ├─────────────────┼───────────\n");
  EXPECT_EQ(axis(Duration::milliseconds(90), 30),
            "  0 s              50 ms\n"
            "  ├────────────────┼────────────\n");
}

}  // namespace
}  // namespace makespan
