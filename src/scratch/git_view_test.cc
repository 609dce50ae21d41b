// With a real git.

#include "scratch/git_view.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "system/command_runner.h"
#include "system/file_tree.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

struct GitView : testing::Test {
  GitView() {
    std::filesystem::create_directories(top + "/copy");
    sh("git init -q -b main repo && cd repo && echo one > file && git add file && "
       "git -c user.name=t -c user.email=t@t commit -qm first && "
       "git -c user.name=t -c user.email=t@t tag -a v1.2 -m v1.2");
  }
  ~GitView() override { EXPECT_TRUE(remove_whole_tree(top)); }

  std::string sh(const std::string& script) const {
    Result<CommandOutput> output =
        real_command_runner().run({"env", "GIT_CONFIG_GLOBAL=/dev/null", "sh", "-ec", script}, top);
    EXPECT_TRUE(output && output->exit_code == 0) << (output ? output->standard_error : "");
    return output ? output->standard_output : "";
  }
  std::string original() const {
    return sh("cd repo && find .git -type f -printf '%p %T@ ' -exec sha256sum {} ';' | sort");
  }
  void view_of(const std::string& checkout) const {
    Status made = make_git_view(real_file_system(), top + "/" + checkout, top + "/copy/.git");
    ASSERT_TRUE(made) << made.error().message;
  }

  TemporaryDirectory directory;
  std::string top = directory.path();
};

TEST_F(GitView, AnswersAsTheOriginalAndLeavesItAlone) {
  std::string before = original();
  view_of("repo");
  sh("cp repo/file copy/file");
  EXPECT_EQ(sh("cd copy && git describe --dirty"), "v1.2\n");
  EXPECT_EQ(sh("cd copy && git rev-parse HEAD"), sh("cd repo && git rev-parse HEAD"));
  sh("cd copy && echo two > file");
  EXPECT_EQ(sh("cd copy && git describe --dirty"), "v1.2-dirty\n");
  sh("cd copy && git -c user.name=t -c user.email=t@t commit -qam second && git gc -q");
  EXPECT_EQ(original(), before);
}

TEST_F(GitView, OfAWorktreeHasItsOwnHead) {
  sh("cd repo && git worktree add -q -b side ../side");
  view_of("side");
  EXPECT_EQ(sh("cd copy && git rev-parse --abbrev-ref HEAD"), "side\n");
}

TEST_F(GitView, IsNotMadeOfWhatItCannotBorrowFrom) {
  sh("cd repo && git config core.repositoryformatversion 1 && "
     "git config extensions.preciousObjects true");
  view_of("repo");
  EXPECT_FALSE(std::filesystem::exists(top + "/copy/.git"));
}

}  // namespace
}  // namespace makespan
