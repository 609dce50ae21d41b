#include "report/terminal/text.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(Text, IsCutToTheWidthAndLosesTrailingSpaces) {
  EXPECT_EQ(Text("proc-macro2").render(6, false, true), "proc-…");
  EXPECT_EQ(Text("syn   ").render(80, false, true), "syn");
  EXPECT_EQ(Text("syn").pad_to(10).render(80, false, true), "syn");
}

TEST(Text, AlignsByColumnsNotBytes) {
  Text text;
  text.right("µs", 4).fit("héllo wörld", 7).add("|");
  EXPECT_EQ(text.render(80, false, true), "  µshéllo …|");
  EXPECT_EQ(text.width(), 12U);
}

TEST(Text, IsColouredOnlyWhenAsked) {
  Text text("slow", Style::error);
  EXPECT_EQ(text.render(80, true, true), "\x1b[1;31mslow\x1b[0m");
  EXPECT_EQ(text.render(80, false, true), "slow");
}

TEST(Text, KeepsItsLayoutInAscii) {
  Text text("│ ▄▄██ → µ… ●é");
  EXPECT_EQ(text.render(80, false, false), "| --## > u~ *?");
}

TEST(Text, LetsNoNameSteerTheTerminal) {
  EXPECT_EQ(Text("a\x1b[2Jb\nc\x7f").render(80, true, true), "a?[2Jb?c?");
}

}  // namespace
}  // namespace makespan
