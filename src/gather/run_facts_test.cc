#include "gather/run_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/fake_command_runner.h"
#include "system/testing/memory_file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kStatus =
    "git --no-optional-locks status --porcelain=v2 --branch --untracked-files=no";

constexpr const char* kCargo = "env RUSTUP_AUTO_INSTALL=0 cargo -V";
constexpr const char* kRustc = "env RUSTUP_AUTO_INSTALL=0 rustc -V";

bool go_on() {
  return false;
}

TEST(ProjectRoot, IsTheWorkspaceThenTheCheckoutThenTheDirectory) {
  MemoryFileSystem files;
  EXPECT_EQ(find_project_root(files, "/home/me/x/src"), "/home/me/x/src");
  files.add("/home/me/.git/HEAD", "");
  EXPECT_EQ(find_project_root(files, "/home/me/x/src"), "/home/me");
  files.add("/home/me/x/Cargo.toml", "[package]\nname = \"x\"\n");
  EXPECT_EQ(find_project_root(files, "/home/me/x/src"), "/home/me/x");
}

TEST(ProjectRoot, OfAWorktreeIsWhereTheGitFileLies) {
  MemoryFileSystem files;
  files.add("/w/tree/.git", "gitdir: /elsewhere\n");
  EXPECT_EQ(find_project_root(files, "/w/tree/a/b"), "/w/tree");
}

TEST(ProjectRoot, OfABrokenManifestIsTheCheckout) {
  MemoryFileSystem files;
  files.add("/w/.git/HEAD", "");
  files.add("/w/a/Cargo.toml", "[package\n");
  EXPECT_EQ(find_project_root(files, "/w/a"), "/w");
}

TEST(Toolchain, IsWhatTheToolsSay) {
  FakeCommandRunner commands;
  commands.answers[kCargo] = {.standard_output = "cargo 1.95.0 (f2d3ce0bd 2026-03-21)\n"};
  commands.answers[kRustc] = {.standard_output = "rustc 1.95.0 (59807616e 2026-04-14)\n"};
  std::vector<ToolVersion> tools = find_toolchain(commands, "/w", "", go_on);
  ASSERT_EQ(tools.size(), 2U);
  EXPECT_EQ(tools[0].name, "cargo");
  EXPECT_EQ(tools[0].version, "1.95.0 (f2d3ce0bd 2026-03-21)");
  EXPECT_EQ(tools[1].name, "rustc");
}

TEST(Toolchain, IsAskedOfTheOneThatTheCommandNames) {
  FakeCommandRunner commands;
  find_toolchain(commands, "/w", "+nightly", go_on);
  EXPECT_THAT(commands.asked, ElementsAre("env RUSTUP_AUTO_INSTALL=0 cargo +nightly -V",
                                          "env RUSTUP_AUTO_INSTALL=0 rustc +nightly -V"));
  commands.asked.clear();
  find_toolchain(commands, "/w", "build", go_on);
  EXPECT_THAT(commands.asked, ElementsAre(kCargo, kRustc));
}

TEST(Toolchain, LeavesOutToolsThatAreMissingOrFailOrSayOtherThings) {
  FakeCommandRunner commands;
  EXPECT_THAT(find_toolchain(commands, "/w", "", go_on), IsEmpty());
  commands.answers[kCargo] = {.exit_code = 1, .standard_output = "cargo 1.95.0\n"};
  commands.answers[kRustc] = {.standard_output = "hello\n"};
  EXPECT_THAT(find_toolchain(commands, "/w", "", go_on), IsEmpty());
}

TEST(RunFacts, AreNotAskedForAnyMoreWhereNobodyWaits) {
  FakeCommandRunner commands;
  auto stop = [] { return true; };
  EXPECT_THAT(find_toolchain(commands, "/w", "", stop), IsEmpty());
  EXPECT_EQ(find_git_state(commands, "/w", stop).dirty, std::nullopt);
  EXPECT_THAT(commands.asked, IsEmpty());
}

TEST(GitState, OfACleanCheckout) {
  FakeCommandRunner commands;
  commands.answers[kStatus] = {
      .standard_output =
          "# branch.oid f2d3ce0bd0000000000000000000000000000000\n# branch.head main\n"};
  GitState state = find_git_state(commands, "/w", go_on);
  EXPECT_EQ(state.revision, "f2d3ce0bd0000000000000000000000000000000");
  EXPECT_EQ(state.dirty, false);
}

TEST(GitState, OfAChangedCheckoutIsDirty) {
  FakeCommandRunner commands;
  commands.answers[kStatus] = {
      .standard_output = "# branch.oid f2d3\n1 .M N... 100644 100644 100644 a b src/main.rs\n"};
  EXPECT_EQ(find_git_state(commands, "/w", go_on).dirty, true);
}

TEST(GitState, BeforeTheFirstCommitHasNoRevision) {
  FakeCommandRunner commands;
  commands.answers[kStatus] = {.standard_output = "# branch.oid (initial)\n# branch.head main\n"};
  EXPECT_EQ(find_git_state(commands, "/w", go_on).revision, "");
}

TEST(GitState, IsEmptyOutsideOfACheckout) {
  FakeCommandRunner commands;
  EXPECT_EQ(find_git_state(commands, "/w", go_on).dirty, std::nullopt);
  commands.answers[kStatus] = {.exit_code = 128, .standard_error = "fatal: not a git repository"};
  EXPECT_EQ(find_git_state(commands, "/w", go_on).dirty, std::nullopt);
}

TEST(GitState, OfARealCheckoutIsWhatGitSays) {
  const TemporaryDirectory directory;
  const std::string& root = directory.path();
  FileSystem& files = real_file_system();
  CommandRunner& commands = real_command_runner();
  ASSERT_TRUE(files.write_file(root + "/a", "1"));
  auto git = [&](std::vector<std::string> arguments) {
    std::vector<std::string> command = {"git", "-c", "user.name=t", "-c", "user.email=t@localhost"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    EXPECT_EQ(commands.run(command, root).value().exit_code, 0);
  };
  git({"init", "-q"});
  git({"add", "a"});
  git({"commit", "-q", "-m", "one"});
  GitState state = find_git_state(commands, root, go_on);
  EXPECT_EQ(state.revision.size(), 40U);
  EXPECT_EQ(state.dirty, false);
  ASSERT_TRUE(files.write_file(root + "/untracked", "1"));
  EXPECT_EQ(find_git_state(commands, root, go_on).dirty, false);
  ASSERT_TRUE(files.write_file(root + "/a", "2"));
  EXPECT_EQ(find_git_state(commands, root, go_on).dirty, true);
}

}  // namespace
}  // namespace makespan
