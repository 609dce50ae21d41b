#include "gather/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gather/testing/cargo_workspace.h"
#include "system/testing/fake_command_runner.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kMetadata = R"json({
  "packages": [
    {"id": "path+file:///w/app#0.1.0", "name": "app", "version": "0.1.0", "source": null, "links": null,
     "rust_version": "1.70", "publish": [], "manifest_path": "/w/app/Cargo.toml",
     "features": {"default": ["fast"], "fast": []},
     "targets": [{"kind": ["bin"], "name": "app", "src_path": "/w/app/src/main.rs", "doctest": false, "test": true,
                  "required-features": ["fast"]}],
     "dependencies": [
       {"name": "serde-json", "req": "^1", "kind": null, "rename": "json-lib", "optional": true,
        "uses_default_features": false, "features": ["std"], "target": "cfg(unix)"
},
       {"name": "side", "req": "*", "kind": "dev", "rename": null, "optional": false,
        "uses_default_features": true, "features": [], "target": null, "path": "/side"}]
},
    {"id": "path+file:///side#0.2.0", "name": "side", "version": "0.2.0", "source": null, "links": "z",
     "rust_version": null, "publish": null, "manifest_path": "/side/Cargo.toml", "features": {}, "targets": [],
     "dependencies": []},
    {"id": "registry#serde-json@1.0.9", "name": "serde-json", "version": "1.0.9", "source": "registry+x",
     "links": null, "rust_version": "1.56", "publish": null, "manifest_path": "/r/serde-json/Cargo.toml",
     "features": {}, "targets": [], "dependencies": []}],
  "workspace_members": ["path+file:///w/app#0.1.0"],
  "resolve": {"nodes": [
    {"id": "path+file:///w/app#0.1.0", "features": ["fast"], "deps": [
       {"name": "json_lib", "pkg": "registry#serde-json@1.0.9",
        "dep_kinds": [{"kind": null, "target": null}, {"kind": "build", "target": null}]},
       {"name": "side", "pkg": "path+file:///side#0.2.0", "dep_kinds": [{"kind": "dev", "target": null}]}]},
    {"id": "path+file:///side#0.2.0", "features": [], "deps": []},
    {"id": "registry#serde-json@1.0.9", "features": ["std"], "deps": []}]},
  "target_directory": "/w/target", "workspace_root": "/w"
})json";

MemoryFileSystem files_of_w() {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "[workspace]\nmembers = [\"app\"]\n");
  files.add("/w/Cargo.lock", "version = 4\n");
  files.add("/w/app/Cargo.toml", "[package]\nname = \"app\"\n");
  files.add("/side/Cargo.toml", "[package]\nname = \"side\"\n");
  files.add("/w/.cargo/config.toml", "[build]\njobs = 2\n");
  files.add("/home/.cargo/config.toml", "[net]\noffline = true\n");
  return files;
}

constexpr const char* kAsk = "cargo metadata --format-version 1 --offline --locked";

TEST(Workspace, HoldsMembersPathDependenciesAndTheirManifests) {
  MemoryFileSystem files = files_of_w();
  FakeCommandRunner commands;
  commands.answers[kAsk] = {.standard_output = kMetadata};
  Workspace workspace =
      gather_workspace(files, commands, {.directory = "/w", .cargo_home = "/home/.cargo"}).value();

  EXPECT_EQ(workspace.root, "/w");
  EXPECT_EQ(workspace.lock, "version = 4\n");
  EXPECT_EQ(workspace.target_directory, "/w/target");
  ASSERT_EQ(workspace.packages.size(), 2u);
  const WorkspacePackage& app = workspace.packages[0];
  EXPECT_TRUE(app.member);
  EXPECT_FALSE(app.published);
  EXPECT_EQ(app.manifest, "[package]\nname = \"app\"\n");
  EXPECT_THAT(app.features.at("default"), ElementsAre("fast"));
  EXPECT_THAT(app.targets[0].required_features, ElementsAre("fast"));
  const WorkspacePackage& side = workspace.packages[1];
  EXPECT_FALSE(side.member);
  EXPECT_TRUE(side.published);
  EXPECT_EQ(side.directory, "/side");
}

TEST(Workspace, KnowsADependencyByItsRenameAndItsPackage) {
  Workspace workspace = parse_cargo_metadata(kMetadata).value();
  const std::vector<DeclaredDependency>& declared = workspace.packages[0].dependencies;
  ASSERT_EQ(declared.size(), 2u);
  EXPECT_EQ(declared[0].package, "serde-json");
  EXPECT_EQ(declared[0].crate_name(), "json_lib");
  EXPECT_EQ(declared[0].target, "cfg(unix)");
  EXPECT_TRUE(declared[0].optional);
  EXPECT_FALSE(declared[0].default_features);
  EXPECT_EQ(declared[1].kind, DependencyKind::development);
  EXPECT_EQ(declared[1].path, "/side");
}

TEST(Workspace, ResolvesEdgesToPackagesWithTheirKinds) {
  Workspace workspace = parse_cargo_metadata(kMetadata).value();
  ASSERT_EQ(workspace.resolved.size(), 3u);
  const ResolvedPackage& app = workspace.resolved[0];
  ASSERT_EQ(app.dependencies.size(), 2u);
  EXPECT_EQ(workspace.resolved[app.dependencies[0].package].name, "serde-json");
  EXPECT_EQ(app.dependencies[0].name, "json_lib");
  EXPECT_THAT(app.dependencies[0].kinds,
              ElementsAre(DependencyKind::normal, DependencyKind::build));
}

TEST(Workspace, ReadsConfigurationNearestFirstAndCargosHomeLast) {
  MemoryFileSystem files = files_of_w();
  files.add("/w/app/.cargo/config", "[build]\n");
  FakeCommandRunner commands;
  commands.answers[kAsk] = {.standard_output = kMetadata};
  Workspace workspace =
      gather_workspace(files, commands, {.directory = "/w/app", .cargo_home = "/home/.cargo"})
          .value();
  std::vector<std::string> paths;
  for (const ConfigFile& file : workspace.config_files)
    paths.push_back(file.path);
  EXPECT_THAT(paths, ElementsAre("/w/app/.cargo/config", "/w/.cargo/config.toml",
                                 "/home/.cargo/config.toml"));
}

TEST(Workspace, IsReadForThisHostAloneWhereOtherPlatformsWereNeverFetched) {
  MemoryFileSystem files = files_of_w();
  FakeCommandRunner commands;
  commands.answers[kAsk] = {
      .exit_code = 101,
      .standard_error =
          "error: failed to download `windows-sys v0.5`\n\nCaused by:\n  attempting to "
          "make an HTTP request, but --offline was specified\n"};
  commands.answers["rustc -vV"] = {.standard_output =
                                       "rustc 1.95.0\nhost: x86_64-linux\nrelease: 1"};
  commands.answers[std::string(kAsk) + " --filter-platform x86_64-linux"] = {.standard_output =
                                                                                 kMetadata};
  EXPECT_TRUE(gather_workspace(files, commands, {.directory = "/w"}));
}

TEST(Workspace, IsLedBackFromACopyThatCargoAnswersAbout) {
  std::string metadata = kMetadata;
  for (const char* directory : {"/w", "/side"}) {
    for (size_t at = 0; (at = metadata.find(directory, at)) != std::string::npos; at += 10)
      metadata.insert(at, "/scratch");
  }
  MemoryFileSystem files = files_of_w();
  FakeCommandRunner commands;
  commands.answers
      ["cargo metadata --format-version 1 --offline --manifest-path /scratch/w/Cargo.toml"] = {
      .standard_output = metadata};
  Workspace workspace = gather_workspace(files, commands,
                                         {.directory = "/w",
                                          .arguments = {"--manifest-path", "/scratch/w/Cargo.toml"},
                                          .locked = false,
                                          .copy = "/scratch",
                                          .copy_of = "/"})
                            .value();
  EXPECT_EQ(workspace.root, "/w");
  EXPECT_EQ(workspace.target_directory, "/w/target");
  ASSERT_EQ(workspace.packages.size(), 2u);
  EXPECT_EQ(workspace.packages[0].targets[0].source, "/w/app/src/main.rs");
  EXPECT_EQ(workspace.packages[1].manifest, "[package]\nname = \"side\"\n");
}

TEST(Workspace, ThatCargoRefusesIsAnErrorWithCargosWords) {
  MemoryFileSystem files = files_of_w();
  FakeCommandRunner commands;
  commands.answers[kAsk] = {
      .exit_code = 101, .standard_error = "error: the lock file needs to be updated\n\nhint: …"};
  Result<Workspace> workspace = gather_workspace(files, commands, {.directory = "/w"});
  ASSERT_FALSE(workspace);
  EXPECT_EQ(workspace.error().message,
            "cargo metadata in /w failed: the lock file needs to be updated");
}

TEST(Workspace, OfRealCargoIsReadWithoutTouchingIt) {
  CargoWorkspace real("gathered-workspace");
  real.cargo({"generate-lockfile", "--offline"});
  Workspace workspace = gather_workspace(real_file_system(), real_command_runner(),
                                         {.directory = real.root() + "/app"})
                            .value();
  std::vector<std::string> names;
  for (const WorkspacePackage& package : workspace.packages)
    names.push_back(package.name);
  EXPECT_THAT(names, ElementsAre("app", "base", "macros", "my-native"));
  EXPECT_EQ(workspace.packages[2].targets[0].kind, "proc-macro");
  EXPECT_EQ(workspace.packages[3].links, "mynative");
  EXPECT_EQ(workspace.resolved.size(), 4u);
  EXPECT_THAT(workspace.lock, HasSubstr("[[package]]"));
}

TEST(Workspace, WithoutALockFileIsAnErrorAndNoneIsWritten) {
  CargoWorkspace real("workspace-without-lock");
  Result<Workspace> workspace =
      gather_workspace(real_file_system(), real_command_runner(), {.directory = real.root()});
  ASSERT_FALSE(workspace);
  EXPECT_THAT(workspace.error().message, HasSubstr("lock file"));
  EXPECT_FALSE(real_file_system().status(real.root() + "/Cargo.lock").value());
}

}  // namespace
}  // namespace makespan
