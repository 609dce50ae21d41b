#include "advise/dependencies/asked_members.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// /w holds app and core; serde is nobody's member. What the command, called in `directory`, asks
// for, of their libraries and app's binary.
class AppAndCore : public testing::Test {
 protected:
  AppAndCore() {
    workspace_.root = "/w";
    for (const char* name : {"app", "core"})
      workspace_.packages.push_back({.id = name,
                                     .name = name,
                                     .version = "0.1.0",
                                     .directory = std::string("/w/") + name,
                                     .member = true});
  }

  std::vector<std::string> asked(std::string_view command, const std::string& directory = "/w") {
    Tale tale(command);
    tale.run().working_directory = directory;
    tale.invocation(command, 0, 1000);
    tale.unit("serde", "1.0.0", 0, {.frontend = 10});
    tale.unit("core", "0.1.0", 20, {.local = true, .frontend = 10});
    tale.unit("core", "0.1.0", 40, {.kind = TaskKind::test, .local = true, .frontend = 10});
    tale.unit("app", "0.1.0", 60, {.local = true, .frontend = 10});
    tale.unit("app", "0.1.0", 80, {.kind = TaskKind::binary, .local = true, .frontend = 10});
    const Trace trace = tale.end(1000);
    std::vector<std::string> labels;
    for (const TaskId task : asked_tasks(trace, workspace_))
      labels.push_back(task_label(trace, task));
    return labels;
  }

  Workspace workspace_;
};

TEST_F(AppAndCore, AreAllAskedForInARootWithoutAPackage) {
  EXPECT_THAT(asked("cargo build"), ElementsAre("core 0.1.0", "app 0.1.0", "app 0.1.0 (bin)"));
}

TEST_F(AppAndCore, AreAllAskedForAsTheWorkspace) {
  EXPECT_THAT(asked("cargo build --workspace", "/w/app"),
              ElementsAre("core 0.1.0", "app 0.1.0", "app 0.1.0 (bin)"));
  EXPECT_THAT(asked("cargo build --workspace --exclude core"),
              ElementsAre("app 0.1.0", "app 0.1.0 (bin)"));
}

TEST_F(AppAndCore, AreAskedForByName) {
  for (const char* option :
       {"-p app", "-papp", "--package=app", "--package app@0.1.0", "-p 'path+file:///w/app#0.1.0'"})
    EXPECT_THAT(asked(std::string("cargo build ") + option),
                ElementsAre("app 0.1.0", "app 0.1.0 (bin)"))
        << option;
  EXPECT_EQ(asked("cargo build -p 'c*' -p app").size(), 3U);
}

TEST_F(AppAndCore, IsAskedForWhereItIsBuilt) {
  EXPECT_THAT(asked("cargo build", "/w/core/src"), ElementsAre("core 0.1.0"));
  EXPECT_THAT(asked("cargo build --manifest-path core/Cargo.toml"), ElementsAre("core 0.1.0"));
}

TEST_F(AppAndCore, TheRootPackageIsAskedForUnlessMembersAre) {
  workspace_.packages[0].directory = "/w";
  EXPECT_THAT(asked("cargo build"), ElementsAre("app 0.1.0", "app 0.1.0 (bin)"));
  workspace_.root_manifest = "[workspace]\ndefault-members = [\"core\"]\n";
  EXPECT_EQ(asked("cargo build").size(), 3U);
}

TEST_F(AppAndCore, LibrariesAreNotWhereBinariesAre) {
  EXPECT_THAT(asked("cargo run -p app"), ElementsAre("app 0.1.0 (bin)"));
  EXPECT_THAT(asked("cargo build --workspace --bins"), ElementsAre("app 0.1.0 (bin)"));
  EXPECT_EQ(asked("cargo build --workspace --lib --bins").size(), 3U);
  EXPECT_THAT(asked("cargo test -p core --test it"), IsEmpty());
}

TEST_F(AppAndCore, MayAllBeAskedForByAnAlias) {
  EXPECT_EQ(asked("cargo everything -p app").size(), 3U);
}

}  // namespace
}  // namespace makespan
