#include "report/terminal/page.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

Page page_of(size_t width) {
  return {{.width = width}, Duration::seconds(10)};
}

TEST(Page, PutsWhatAHeadingHasNoRoomForBelowIt) {
  Page page = page_of(40);
  page.heading("Codegen threads", "2 of the 4 heaviest units have more than one");
  EXPECT_EQ(page.take(),
            "Codegen threads  2 of the 4 heaviest\n"
            "  units have more than one\n");
}

TEST(Page, IndentsProseAsFarAsItsColumn) {
  Page page = page_of(40);
  page.hanging(Text("  1.27 s  "), "one core ran app; nothing else was left to start");
  EXPECT_EQ(page.take(),
            "  1.27 s  one core ran app; nothing else\n"
            "          was left to start\n");
}

TEST(Page, CutsNoWordOfAParagraph) {
  Page page = page_of(40);
  page.wrapped("align:a-package-with-a-name-that-is-too-long@1.2.3", 2);
  EXPECT_EQ(page.take(),
            "  align:a-package-with-a-name-that-is-to\n"
            "  o-long@1.2.3\n");
}

}  // namespace
}  // namespace makespan
