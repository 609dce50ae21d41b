#include "cli/run_summary_line.h"

#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

TEST(RunSummaryLine, LeavesOutUnitsThatFailed) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 2000, {.exit_code = 101});
  tale.unit("core", "0.1.0", 0, {.frontend = 1000});
  tale.unit("app", "0.1.0", 1000, {.outcome = TaskOutcome::failed, .frontend = 980});
  EXPECT_EQ(run_summary_line(tale.end(2000, 20, 101), ""),
            "2.00 s, 1 of 2 cores busy, 1 unit built, failed with exit code 101; `makespan report` "
            "shows where it went");
}

TEST(RunSummaryLine, CountsProcessesWhereNoBuildToolWasSeen) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 2000, 500);
  tale.builder().add_process({.parent = make, .pid = 7});  // a fork
  EXPECT_EQ(run_summary_line(tale.end(2000, 0), "a b.run"),
            "2.00 s, 0.25 of 2 cores busy, 2 processes; `makespan report 'a b.run'` shows where it "
            "went");
}

}  // namespace
}  // namespace makespan
