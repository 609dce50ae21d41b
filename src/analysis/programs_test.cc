#include "analysis/programs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;

TEST(ProcessRole, SeesThroughTargetPrefixesAndVersions) {
  EXPECT_EQ(process_role("cc1plus"), ProcessRole::compiler);
  EXPECT_EQ(process_role("clang-16"), ProcessRole::compiler);
  EXPECT_EQ(process_role("x86_64-linux-gnu-gcc-12"), ProcessRole::driver);
  EXPECT_EQ(process_role("aarch64-linux-gnu-ld.bfd"), ProcessRole::linker);
  EXPECT_EQ(process_role("rust-lld"), ProcessRole::linker);
  EXPECT_EQ(process_role("clippy-driver"), ProcessRole::compiler);
  EXPECT_EQ(process_role("python3"), ProcessRole::other);
  EXPECT_EQ(process_role(""), ProcessRole::other);
  EXPECT_EQ(process_role("-"), ProcessRole::other);
}

TEST(Programs, SumUpTheirProcessesOwnCpu) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 100, 2);
  tale.process("cc1", 0, 40, 30, make);
  tale.process("cc1", 40, 90, 45, make);
  std::vector<ProgramUse> programs = find_programs(tale.end(100));
  ASSERT_EQ(programs.size(), 2U);
  EXPECT_EQ(programs[0].program, "cc1");
  EXPECT_EQ(programs[0].processes, 2U);
  EXPECT_EQ(programs[0].cpu, Duration::milliseconds(75));
  EXPECT_EQ(programs[0].longest, TaskId(2));
  EXPECT_EQ(programs[1].program, "make");
  EXPECT_EQ(programs[1].cpu, Duration::milliseconds(2));
}

TEST(Programs, HaveTheCpuOfTheirForks) {
  Tale tale("sphinx-build -j2");
  tale.process("python3", 0, 100, 10);
  Trace trace = tale.end(100);
  trace.tasks[0].cpu = Duration::milliseconds(180);  // as an import adds up
  std::vector<ProgramUse> programs = find_programs(trace);
  ASSERT_EQ(programs.size(), 1U);
  EXPECT_EQ(programs[0].cpu, Duration::milliseconds(180));
}

TEST(Programs, AreNoneOfACargoRun) {
  Tale tale("cargo build");
  tale.unit("a", "1.0.0", 0, {.frontend = 1});
  Trace trace = tale.end(10);
  EXPECT_TRUE(find_programs(trace).empty());
  EXPECT_TRUE(process_roles(trace).empty());
}

TEST(WaitingProcesses, AreThoseWithChildrenThatAreNoCompilers) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 100, 2);
  ProcessId clang = tale.process("clang", 1, 40, 30, make);
  tale.process("clang", 2, 39, 30, clang);
  EXPECT_THAT(waiting_processes(tale.end(100)), ElementsAre(1, 0, 0));
}

}  // namespace
}  // namespace makespan
