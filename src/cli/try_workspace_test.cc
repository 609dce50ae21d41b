#include "cli/try_workspace.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "system/testing/fake_command_runner.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

// Answers by directory, as cargo would.
struct CargoByDirectory final : CommandRunner {
  std::map<std::string, std::string> answers;
  std::set<std::string> toolchains;
  Result<CommandOutput> run(const std::vector<std::string>& command, const std::string& directory,
                            std::chrono::milliseconds, const std::function<bool()>&) override {
    toolchains.insert(command[1]);
    auto found = answers.find(directory);
    if (found == answers.end())
      return CommandOutput{.exit_code = 101, .standard_error = "error: no manifest\n"};
    return CommandOutput{.standard_output = found->second};
  }
};

std::string package(const std::string& name, const std::string& directory,
                    const std::string& dependencies) {
  return R"({"name":")" + name + R"(","manifest_path":")" + directory +
         R"(/Cargo.toml","dependencies":[)" + dependencies + R"(],"targets":[
    {"kind":["bin"],"src_path":")" +
         directory + R"(/src/main.rs"},{"kind":["rlib"],"src_path":")" + directory +
         R"(/src/lib.rs"}]})";
}

std::string metadata(const std::string& root, const std::string& packages) {
  return R"({"workspace_root":")" + root + R"(","target_directory":")" + root +
         R"(/target","packages":[)" + packages + "]}";
}

TEST(TryWorkspace, FindsPathDependenciesOutsideAndThoseOfThose) {
  CargoByDirectory cargo;
  MemoryFileSystem files;
  cargo.answers["/w/app"] =
      metadata("/w", package("app", "/w/app", R"({"path":"/libs/a"},{"path":"/w/core"},{})") + "," +
                         package("core", "/w/core", ""));
  cargo.answers["/libs/a"] =
      metadata("/libs", package("b", "/libs/b", R"({"path":"/w/core"})") + "," +
                            package("a", "/libs/a", R"({"path":"/libs/b"})"));
  cargo.answers["/libs/b"] = metadata("/libs", package("b", "/libs/b", R"({"path":"/libs/a"})"));
  Result<TryWorkspace> workspace = gather_try_workspace(files, cargo, {"cargo"}, "/w/app");
  ASSERT_TRUE(workspace) << workspace.error().message;
  EXPECT_EQ(workspace->root, "/w");
  EXPECT_EQ(workspace->target_directory, "/w/target");
  EXPECT_EQ(workspace->outside, (std::vector<std::string>{"/libs/a", "/libs/b"}));
  ASSERT_EQ(workspace->members.size(), 2U);
  EXPECT_EQ(workspace->members[0].name, "app");
  EXPECT_EQ(workspace->members[0].source, "/w/app/src/lib.rs");
  EXPECT_EQ(workspace->members[0].dependencies, (std::vector<std::string>{"/libs/a", "/w/core"}));
}

TEST(TryWorkspace, FindsWhatPatchesNameByPath) {
  CargoByDirectory cargo;
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "[patch.crates-io]\na = { path = \"../libs/a/\" }\n");
  files.add("/w/.cargo/config.toml", "[patch.crates-io]\nin.path = \"in\"\nc.path = \"/c\"\n");
  cargo.answers["/w"] = metadata("/w", package("app", "/w", ""));
  cargo.answers["/libs/a"] = metadata("/libs", package("a", "/libs/a", R"({"path":"/libs/b"})"));
  cargo.answers["/libs/b"] = metadata("/libs", package("b", "/libs/b", ""));
  cargo.answers["/c"] = metadata("/c", package("c", "/c", ""));
  Result<TryWorkspace> workspace = gather_try_workspace(files, cargo, {"cargo"}, "/w");
  ASSERT_TRUE(workspace) << workspace.error().message;
  EXPECT_EQ(workspace->outside, (std::vector<std::string>{"/c", "/libs/a", "/libs/b"}));
}

TEST(TryWorkspace, IsReadByTheCargoOfTheCommand) {
  CargoByDirectory cargo;
  MemoryFileSystem files;
  cargo.answers["/w"] = metadata("/w", package("app", "/w", R"({"path":"/libs/a"})"));
  cargo.answers["/libs/a"] = metadata("/libs", package("a", "/libs/a", ""));
  ASSERT_TRUE(gather_try_workspace(files, cargo, {"cargo", "+nightly"}, "/w"));
  EXPECT_EQ(cargo.toolchains, std::set<std::string>{"+nightly"});
}

TEST(TryWorkspace, SaysWhatCargoSaid) {
  CargoByDirectory cargo;
  MemoryFileSystem files;
  EXPECT_EQ(gather_try_workspace(files, cargo, {"cargo"}, "/w").error().message,
            "cargo metadata in /w failed: error: no manifest");
}

}  // namespace
}  // namespace makespan
