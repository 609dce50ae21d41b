#include "analysis/slowest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;

Duration ms(int n) {
  return Duration::milliseconds(n);
}

TEST(Slowest, DivideTheCpuOfAUnitAmongItsSections) {
  Tale tale("cargo build");
  tale.unit("app", "1.0.0", 0, {.frontend = 20, .codegen = {30, 30}, .link = 20});
  std::vector<SlowUnit> slowest = find_slowest(tale.end(100));
  ASSERT_EQ(slowest.size(), 1U);
  EXPECT_THAT(slowest[0].shares, ElementsAre(SectionShare{SectionKind::codegen, ms(60), 0.6},
                                             SectionShare{SectionKind::frontend, ms(20), 0.2},
                                             SectionShare{SectionKind::link, ms(20), 0.2}));
}

TEST(Slowest, CountOverlappingSectionsOnceWhereOnlyWallTimeIsKnown) {
  Tale tale("", RunSource::target_directory);
  tale.unit("app", "1.0.0", 0, {.frontend = 20, .codegen = {30, 30}});
  EXPECT_THAT(find_slowest(tale.end(100))[0].shares,
              ElementsAre(SectionShare{SectionKind::codegen, ms(30), 0.6},
                          SectionShare{SectionKind::frontend, ms(20), 0.4}));
}

TEST(Slowest, ComeByWallTime) {
  Tale tale("cargo build");
  tale.unit("quick", "1.0.0", 0, {.frontend = 10});
  tale.unit("slow", "1.0.0", 1, {.frontend = 30});
  std::vector<SlowUnit> slowest = find_slowest(tale.end(100), 1);
  ASSERT_EQ(slowest.size(), 1U);
  EXPECT_EQ(slowest[0].task, TaskId(1));
}

TEST(Slowest, LeaveOutProcessesThatOnlyWaited) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 100, 1);
  tale.process("cc1", 10, 50, 40, make);
  std::vector<SlowUnit> slowest = find_slowest(tale.end(100));
  ASSERT_EQ(slowest.size(), 1U);
  EXPECT_EQ(slowest[0].task, TaskId(1));
}

TEST(Slowest, ShareOutTheWholeRunAsOneUnit) {
  Tale tale("cargo build");
  tale.unit("a", "1.0.0", 0, {.frontend = 30});
  tale.unit("b", "1.0.0", 0, {.frontend = 30, .codegen = {40}});
  EXPECT_THAT(find_section_shares(tale.end(100)),
              ElementsAre(SectionShare{SectionKind::frontend, ms(60), 0.6},
                          SectionShare{SectionKind::codegen, ms(40), 0.4}));
}

}  // namespace
}  // namespace makespan
