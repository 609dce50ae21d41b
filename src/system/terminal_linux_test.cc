#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "system/terminal.h"

namespace makespan {
namespace {

// The locale's variables as a case wants them, and as they were when it ends.
class TerminalLocale : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : kNames) {
      if (const char* value = std::getenv(name)) before_[name] = value;
      ::unsetenv(name);
    }
  }
  void TearDown() override {
    for (const char* name : kNames) {
      auto value = before_.find(name);
      value == before_.end() ? ::unsetenv(name) : ::setenv(name, value->second.c_str(), 1);
    }
  }
  static bool has_unicode() { return describe_terminal(Stream::standard_output).unicode; }

 private:
  static constexpr const char* kNames[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  std::map<std::string, std::string> before_;
};

TEST_F(TerminalLocale, HasUnicodeWhereNobodySetOne) {
  EXPECT_TRUE(has_unicode());
}

TEST_F(TerminalLocale, IsAsciiWhereItIsCOrPosix) {
  for (const char* locale : {"C", "POSIX"}) {
    ::setenv("LC_ALL", locale, 1);
    EXPECT_FALSE(has_unicode()) << locale;
  }
}

TEST_F(TerminalLocale, IsDecidedByTheFirstThatIsSet) {
  ::setenv("LANG", "C", 1);
  EXPECT_FALSE(has_unicode());
  ::setenv("LC_CTYPE", "C.UTF-8", 1);
  EXPECT_TRUE(has_unicode());
  ::setenv("LC_ALL", "C", 1);
  EXPECT_FALSE(has_unicode());
}

TEST_F(TerminalLocale, HasUnicodeWhereItIsNotInstalledButNamesUtf8) {
  ::setenv("LC_ALL", "xx_XX.UTF-8", 1);
  EXPECT_TRUE(has_unicode());
}

}  // namespace
}  // namespace makespan
