#include "model/diagnostics.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(Diagnostics, CountsTheSameCodeOnceAndKeepsTheFirstCase) {
  Diagnostics diagnostics;
  diagnostics.add(Severity::note, "lost-thread", "thread 7 was never seen to end");
  diagnostics.add(Severity::note, "lost-thread", "thread 9 was never seen to end", 4);
  ASSERT_EQ(diagnostics.sorted().size(), 1U);
  EXPECT_EQ(diagnostics.sorted()[0].count, 5U);
  EXPECT_EQ(diagnostics.sorted()[0].message, "thread 7 was never seen to end");
}

TEST(Diagnostics, PutsErrorsFirstAndKeepsTheOrderWithinASeverity) {
  Diagnostics diagnostics;
  diagnostics.add(Severity::note, "a", "a");
  diagnostics.add(Severity::error, "b", "b");
  diagnostics.add(Severity::note, "c", "c");
  std::vector<Diagnostic> sorted = diagnostics.sorted();
  EXPECT_EQ(sorted[0].code, "b");
  EXPECT_EQ(sorted[1].code, "a");
  EXPECT_EQ(sorted[2].code, "c");
}

}  // namespace
}  // namespace makespan
