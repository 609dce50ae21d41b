#include "base/shell_quote.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(ShellQuoted, LeavesPlainWordsAlone) {
  EXPECT_EQ(shell_quoted({"cargo", "build", "--target-dir=/x/y", "-p", "app@1.0"}),
            "cargo build --target-dir=/x/y -p app@1.0");
  EXPECT_EQ(shell_quoted({"report", "last~2"}), "report last~2");
}

TEST(ShellQuoted, QuotesWhatAShellWouldRead) {
  EXPECT_EQ(shell_quoted({"sh", "-c", "exit 7", ""}), "sh -c 'exit 7' ''");
  EXPECT_EQ(shell_quoted({"A=~/x", "a:~root", "-~"}), "'A=~/x' 'a:~root' '-~'");
  EXPECT_EQ(shell_quoted({"it's", "$HOME", "a;b", "~"}), R"('it'\''s' '$HOME' 'a;b' '~')");
}

}  // namespace
}  // namespace makespan
