#include "cli/machine_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "system/testing/fake_command_runner.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MachineFactsTest : public ::testing::Test {
 protected:
  MachineFactsTest() {
    commands_.answers["rustc -vV"] = {.standard_output = "rustc 1.95.0\nhost: some-host\n"};
  }
  MachineFacts facts(const std::vector<std::string>& variables = {}) {
    World world{.files = files_,
                .names = real_file_names(),
                .commands = commands_,
                .environment = [this](const std::string& name) -> std::optional<std::string> {
                  auto found = variables_.find(name);
                  return found == variables_.end() ? std::nullopt : std::optional(found->second);
                }};
    return find_machine_facts(variables, world);
  }
  void install(const std::string& program) { files_.add("/usr/bin/" + program, "x"); }

  MemoryFileSystem files_;
  FakeCommandRunner commands_;
  std::map<std::string, std::string> variables_ = {{"PATH", "/usr/bin"}};
};

TEST_F(MachineFactsTest, HoldTheLinkersOnPath) {
  install("ld.lld");
  install("mold");
  EXPECT_THAT(facts().linkers, ElementsAre("lld", "mold"));
  EXPECT_EQ(facts().host, "some-host");
}

TEST_F(MachineFactsTest, HoldWildWhereTheCCompilerKnowsIt) {
  install("wild");
  commands_.answers["cc --version"] = {.standard_output = "cc (Debian 16.1.0-3) 16.1.0\n"};
  commands_.answers["cc -dumpversion"] = {.standard_output = "16\n"};
  EXPECT_THAT(facts().linkers, ElementsAre("wild"));

  commands_.answers["cc --version"] = {.standard_output = "Debian clang version 16.0.6\n"};
  EXPECT_THAT(facts().linkers, IsEmpty());
  install("ld.wild");
  EXPECT_THAT(facts().linkers, ElementsAre("wild"));
}

TEST_F(MachineFactsTest, SayWhyWildIsOutOfReach) {
  EXPECT_THAT(facts().linkers_out_of_reach, IsEmpty());
  install("wild");
  commands_.answers["cc --version"] = {.standard_output = "cc (Debian 12.2.0-14) 12.2.0\n"};
  commands_.answers["cc -dumpversion"] = {.standard_output = "12\n"};
  MachineFacts found = facts();
  EXPECT_THAT(found.linkers, IsEmpty());
  ASSERT_EQ(found.linkers_out_of_reach.size(), 1u);
  EXPECT_THAT(found.linkers_out_of_reach[0].reason,
              HasSubstr("cc is gcc 12, and gcc before version 16 knows no -fuse-ld=wild"));
}

// An empty RUSTFLAGS hides what files say as well as any.
TEST_F(MachineFactsTest, HoldVariablesThatAreSetToNothing) {
  variables_["RUSTFLAGS"] = "";
  variables_["CARGO_PROFILE_RELEASE_LTO"] = "fat";
  EXPECT_THAT(
      facts({"CARGO_PROFILE_RELEASE_LTO", "CARGO_PROFILE_DEV_LTO", "RUSTFLAGS"}).environment,
      ElementsAre("CARGO_PROFILE_RELEASE_LTO=fat", "RUSTFLAGS="));
}

}  // namespace
}  // namespace makespan
