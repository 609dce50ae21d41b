// What the waterfall and the table of the slowest call their rows and how many they say there are.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"
#include "report/build_report.h"
#include "report/terminal/views.h"

namespace makespan {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string section(const Trace& trace, void (*add)(Page&, const Report&)) {
  Report report = build_report(trace, analyse(trace));
  Page page({.width = 100}, report.run.wall);
  add(page, report);
  std::string text = page.take();
  return text.substr(text.find_first_not_of('\n'));
}

// A script that calls cargo between commands of its own.
Trace script() {
  Tale tale("sh ci.sh");
  ProcessId shell = tale.process("sh", 0, 3000, 5);
  tale.process("gen-docs", 0, 900, 800, shell);
  tale.process("tar", 900, 950, 40, shell);
  tale.invocation("cargo build", 1000, 2000);
  TaskId core = tale.unit("core", "0.1.0", 1000, {.frontend = 500});
  tale.unit("app", "0.1.0", 1500, {.frontend = 450}, {core});
  return tale.end(3000);
}

TEST(Waterfall, CountsUnitsAndProcessesApart) {
  std::string text = section(script(), add_waterfall);
  EXPECT_THAT(text, StartsWith("Waterfall  all 2 units and 2 of 3 processes, 100% of the CPU\n"));
  EXPECT_THAT(text, HasSubstr("\n  … 1 more process, 5.0 ms CPU\n"));
}

TEST(Waterfall, CountsTheRecordedProcessesOfAPlainCommand) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 2000, 100);
  tale.builder().add_process({.parent = make, .pid = 7});  // a fork, which is no task
  tale.process("cc1", 0, 1000, 900, make);
  tale.process("cc1", 1000, 2000, 1000, make);
  std::string text = section(tale.end(2000), add_waterfall);
  EXPECT_THAT(text, StartsWith("Waterfall  2 of 4 processes, 95% of the CPU\n"));
  EXPECT_THAT(text, HasSubstr("\n  … 2 more processes, 0.10 s CPU\n"));
}

TEST(Slowest, AreCalledWhatTheyAre) {
  EXPECT_THAT(section(script(), add_slowest), StartsWith("Slowest units and processes\n"));
}

TEST(Slowest, AreUnitsWhereOnlyTestsRan) {
  Tale tale("cargo test");
  tale.invocation("cargo test", 0, 2000);
  tale.unit("app", "0.1.0", 0, {.kind = TaskKind::test_run, .rest = 900});
  tale.unit("core", "0.1.0", 900, {.kind = TaskKind::test_run, .rest = 900});
  EXPECT_THAT(section(tale.end(2000), add_slowest), StartsWith("Slowest units\n"));
}

TEST(Slowest, AreFewOfTheUnitsAlone) {
  Tale tale("sh ci.sh");
  tale.process("sh", 0, 3000, 5);
  tale.invocation("cargo build", 0, 3000);
  for (int i = 0; i < 12; ++i)
    tale.unit("u" + std::to_string(i), "1.0.0", i * 200, {.frontend = 190});
  std::string text = section(tale.end(3000), add_slowest);
  EXPECT_THAT(text, StartsWith("Slowest units  the first 10 of 12 take 83% of the CPU\n"));
  EXPECT_THAT(text, Not(HasSubstr("process")));
}

}  // namespace
}  // namespace makespan
