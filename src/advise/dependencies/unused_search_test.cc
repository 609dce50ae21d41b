#include "advise/dependencies/unused_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/testing/fake_workbench.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class SearchOfApp : public testing::Test {
 protected:
  SearchOfApp() {
    files_.add("/w/app/src/lib.rs", "pub fn f() {}");
    WorkspacePackage app{.id = "app",
                         .name = "app",
                         .version = "0.1.0",
                         .directory = "/w/app",
                         .manifest_path = "/w/app/Cargo.toml",
                         .manifest = "[dependencies]\none = \"1\"\n",
                         .member = true};
    app.targets = {{.kind = "lib", .name = "app", .source = "/w/app/src/lib.rs"}};
    app.dependencies = {{.package = "one", .name = "one"}};
    workspace_.root = "/w";
    workspace_.packages.push_back(std::move(app));
  }

  // Why `one` is only possible; empty: it is certain.
  std::vector<std::string> doubts() {
    const Result<UnusedSearch> search = search_unused(workspace_, files_, bench_);
    EXPECT_TRUE(search) << search.error().message;
    if (!search || search->found.size() != 1) return {"not found"};
    proven_ = search->proven[0];
    std::vector<std::string> reasons;
    for (const Doubt& doubt : search->found[0].doubts)
      reasons.push_back(doubt.reason);
    return reasons;
  }

  MemoryFileSystem files_;
  FakeWorkbench bench_{files_};
  Workspace workspace_;
  std::string proven_;
};

TEST_F(SearchOfApp, WhatCompilesWithoutItIsProven) {
  EXPECT_THAT(doubts(), testing::IsEmpty());
  EXPECT_EQ(proven_, "default features");
  EXPECT_EQ(bench_.written["/w/app/Cargo.toml"], workspace_.packages[0].manifest);  // put back
}

TEST_F(SearchOfApp, WhatDoesNotCompileWithoutItIsKept) {
  bench_.checks = {{}, {.compiles = false, .exit_code = 101}};
  EXPECT_THAT(doubts(), ElementsAre("without it app does not compile: cannot find `one`"));
  EXPECT_EQ(proven_, "");
}

TEST_F(SearchOfApp, ACargoThatRefusesTheManifestSpeaksForIt) {
  bench_.checks = {{}, {.calls = false, .exit_code = 101, .trouble = "error: no `one`\n"}};
  EXPECT_THAT(doubts(), ElementsAre("cargo fails without it: error: no `one`"));
}

TEST_F(SearchOfApp, WhatDidNotCompileBeforeProvesNothing) {
  bench_.checks = {{.exit_code = 101, .trouble = "error: other\n"},
                   {.exit_code = 101, .trouble = "error: other\n"}};
  EXPECT_THAT(doubts(), ElementsAre(HasSubstr("the workspace does not compile as it is")));
}

TEST_F(SearchOfApp, ACarrierOfFeaturesIsKept) {
  // Of the workspace and of app alone, three each; then without it.
  bench_.trees.assign(6, "app v0.1.0\t\none v1.0.0\textra\n");
  bench_.trees.emplace_back("app v0.1.0\t\none v1.0.0\t\n");
  EXPECT_THAT(doubts(), ElementsAre("it carries features: without it one 1.0.0 loses extra"));
}

TEST_F(SearchOfApp, AGraphThatCannotBeAskedProvesNothing) {
  bench_.tree_exit_code = 101;
  EXPECT_THAT(doubts(), ElementsAre(HasSubstr("what it carries for others cannot be told")));
}

}  // namespace
}  // namespace makespan
