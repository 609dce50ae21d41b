#include "base/utf8.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(Utf8, FindsWhereACharacterEnds) {
  EXPECT_EQ(utf8_length_at("a", 0), 1U);
  EXPECT_EQ(utf8_length_at("é", 0), 2U);
  EXPECT_EQ(utf8_length_at("…", 0), 3U);
  EXPECT_EQ(utf8_length_at("😀", 0), 4U);
}

TEST(Utf8, RefusesTruncatedOverlongAndSurrogateBytes) {
  EXPECT_EQ(utf8_length_at("\xC3", 0), 0U);
  EXPECT_EQ(utf8_length_at("\xE0\x80\x80", 0), 0U);
  EXPECT_EQ(utf8_length_at("\xED\xA0\x80", 0), 0U);
  EXPECT_EQ(utf8_length_at("\xFF", 0), 0U);
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("é…a"), 3U);
  EXPECT_EQ(display_width("日本"), 4U);
  EXPECT_EQ(display_width("\x1b[31mred\x1b[0m"), 3U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
}

TEST(CutToWidth, EndsWithAnEllipsisOnlyWhereItCut) {
  EXPECT_EQ(cut_to_width("syn", 3), "syn");
  EXPECT_EQ(cut_to_width("proc-macro2", 6), "proc-…");
  EXPECT_EQ(cut_to_width("日本語", 4), "日…");
  EXPECT_EQ(cut_to_width("abc", 0), "");
}

}  // namespace
}  // namespace makespan
