#include "cli/scratch_shell.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

std::string lines(size_t count) {
  std::string text;
  for (size_t i = 1; i <= count; ++i)
    text += "line " + std::to_string(i) + "\n";
  return text;
}

TEST(FailureText, BeginsAtTheFirstError) {
  EXPECT_EQ(
      failure_text("   Compiling app\nwarning: x\nerror[E0308]: mismatched types\n --> a.rs\n"),
      "error[E0308]: mismatched types\n --> a.rs");
}

TEST(FailureText, IsTheEndWhereNothingIsCalledAnError) {
  EXPECT_EQ(failure_text(lines(3)), "line 1\nline 2\nline 3");
  EXPECT_TRUE(failure_text(lines(30)).starts_with("line 11\n"));
  EXPECT_EQ(failure_text(""), "");
}

TEST(FailureText, IsShort) {
  std::string text = failure_text("error: first\n" + lines(100));
  EXPECT_TRUE(text.starts_with("error: first\n"));
  EXPECT_TRUE(text.ends_with("\nline 19"));
}

}  // namespace
}  // namespace makespan
