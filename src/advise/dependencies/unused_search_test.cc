#include "advise/dependencies/unused_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A cargo that compiles /w/app: its library alone. Each `cargo check` takes the next of `checks`.
class FakeBench : public Workbench {
 public:
  struct Check {
    bool calls = true;  // rustc was called
    bool compiles = true;
    int exit_code = 0;
    std::string trouble;
  };

  explicit FakeBench(MemoryFileSystem& files) : files_(files) {}

  Result<CommandOutput> cargo(const CargoCall& call) override {
    if (call.arguments[0] == "tree") return CommandOutput{.standard_output = next_tree()};
    const Check check = checks_at_ < checks.size() ? checks[checks_at_++] : Check();
    if (check.calls) {
      const std::string stem = folder() + "/lint/app-" + std::to_string(checks_at_);
      std::string words;
      for (const char* word : {"/w", "/w/app", "rustc", "--crate-name", "app", "app/src/lib.rs",
                               "--extern", "one=/t/libone.rmeta", "--out-dir", "/t"})
        words += std::string(word) + '\0';
      files_.add(stem + ".call", words);
      files_.add(
          stem + ".err",
          check.compiles
              ? R"({"message":"extern crate `one` is unused in crate `app`","code":{"code":"unused_crate_dependencies"},"level":"warning"})"
              : R"({"message":"cannot find `one`","code":null,"level":"error"})");
      files_.add(stem + ".status", check.compiles ? "0\n" : "1\n");
    }
    return CommandOutput{.exit_code = check.exit_code, .standard_error = check.trouble};
  }
  Status write(const std::string& path, std::string_view text) override {
    written[path] = text;
    return {};
  }
  Result<std::string> program(std::string_view name, std::string_view) override {
    return folder() + "/" + std::string(name);
  }
  std::string folder() override { return "/bench"; }
  std::string original(const std::string& path) override { return path; }

  std::vector<Check> checks;
  std::vector<std::string> trees;  // answers of `cargo tree`; the last one again and again
  std::map<std::string, std::string> written;

 private:
  std::string next_tree() {
    if (trees.empty()) return {};
    return trees[std::min(trees_at_++, trees.size() - 1)];
  }

  MemoryFileSystem& files_;
  size_t checks_at_ = 0;
  size_t trees_at_ = 0;
};

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
  FakeBench bench_{files_};
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
  bench_.trees = {"app v0.1.0\t\none v1.0.0\textra\n", "app v0.1.0\t\none v1.0.0\textra\n",
                  "app v0.1.0\t\none v1.0.0\textra\n", "app v0.1.0\t\none v1.0.0\textra\n",
                  "app v0.1.0\t\none v1.0.0\t\n"};
  EXPECT_THAT(doubts(), ElementsAre("it carries features: without it one 1.0.0 loses extra"));
}

}  // namespace
}  // namespace makespan
