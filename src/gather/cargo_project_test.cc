#include "gather/cargo_project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using ::testing::HasSubstr;

constexpr const char* kPackage = "[package]\nname = \"p\"\nversion = \"0.1.0\"\n";

CargoProject find(MemoryFileSystem& files, const std::string& directory,
                  const CargoEnvironment& environment = {}) {
  Result<std::optional<CargoProject>> found = find_cargo_project(files, directory, environment);
  if (!found) {
    ADD_FAILURE() << found.error().message;
    return {};
  }
  return found->value_or(CargoProject{});
}

TEST(CargoProject, OfASinglePackageIsItsOwnWorkspace) {
  MemoryFileSystem files;
  files.add("/home/me/p/Cargo.toml", kPackage);
  files.add("/home/me/p/src/main.rs", "");
  CargoProject project = find(files, "/home/me/p/src");
  EXPECT_EQ(project.workspace_root, "/home/me/p");
  EXPECT_EQ(project.target_directory, "/home/me/p/target");
  EXPECT_EQ(project.build_directory, "/home/me/p/target");
}

TEST(CargoProject, IsAbsentWithoutACargoToml) {
  MemoryFileSystem files;
  files.add("/home/me/readme", "");
  EXPECT_EQ(find_cargo_project(files, "/home/me", {}).value(), std::nullopt);
}

TEST(CargoProject, OfAMemberIsTheWorkspaceAbove) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n");
  files.add("/w/crates/a/Cargo.toml", kPackage);
  EXPECT_EQ(find(files, "/w/crates/a").workspace_root, "/w");
  EXPECT_EQ(find(files, "/w/crates").workspace_root, "/w");
}

TEST(CargoProject, OfAnExcludedPackageIsThePackage) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "[workspace]\nmembers = [\"in/a\"]\nexclude = [\"out\", \"in\"]\n");
  files.add("/w/out/a/Cargo.toml", kPackage);
  files.add("/w/in/a/Cargo.toml", kPackage);
  EXPECT_EQ(find(files, "/w/out/a").workspace_root, "/w/out/a");
  EXPECT_EQ(find(files, "/w/in/a").workspace_root, "/w");
}

TEST(CargoProject, FollowsPackageWorkspace) {
  MemoryFileSystem files;
  files.add("/w/top/Cargo.toml", "[workspace]\nmembers = [\"../side\"]\n");
  files.add("/w/side/Cargo.toml", "[package]\nname = \"s\"\nworkspace = \"../top\"\n");
  EXPECT_EQ(find(files, "/w/side").workspace_root, "/w/top");
}

TEST(CargoProject, TakesTheTargetDirectoryFromTheNearestConfiguration) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "[workspace]\nmembers = [\"a\"]\n");
  files.add("/w/a/Cargo.toml", kPackage);
  files.add("/home/.cargo/config.toml", "[build]\ntarget-dir = \"shared\"\n");
  CargoEnvironment environment{.cargo_home = "/home/.cargo"};
  EXPECT_EQ(find(files, "/w/a", environment).target_directory, "/home/shared");

  files.add("/w/.cargo/config.toml", "[build]\ntarget-dir = \"../out\"\n");
  EXPECT_EQ(find(files, "/w/a", environment).target_directory, "/out");

  // Without the extension it wins, as in cargo.
  files.add("/w/.cargo/config", "[build]\ntarget-dir = \"/old\"\n");
  EXPECT_EQ(find(files, "/w/a", environment).target_directory, "/old");
}

TEST(CargoProject, TakesTheEnvironmentBeforeConfiguration) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", kPackage);
  files.add("/w/.cargo/config.toml", "[build]\ntarget-dir = \"conf\"\nbuild-dir = \"b\"\n");
  CargoEnvironment environment{.build_target_dir = "two", .build_build_dir = "/ramdisk"};
  CargoProject project = find(files, "/w", environment);
  EXPECT_EQ(project.target_directory, "/w/two");
  EXPECT_EQ(project.build_directory, "/ramdisk");
  environment.target_dir = "/one";
  EXPECT_EQ(find(files, "/w", environment).target_directory, "/one");
  environment = {.target_dir = "", .build_target_dir = ""};
  project = find(files, "/w", environment);
  EXPECT_EQ(project.target_directory, "/w/conf");
  EXPECT_EQ(project.build_directory, "/w/b");
}

TEST(CargoProject, FillsTheBuildDirectorysTemplate) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", kPackage);
  files.add("/w/.cargo/config.toml",
            "[build]\nbuild-dir = \"{cargo-cache-home}/b{workspace-root}\"\n");
  EXPECT_EQ(find(files, "/w", {.cargo_home = "/h"}).build_directory, "/h/b/w");
}

TEST(CargoProject, SaysWhichTemplateItCannotFill) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", kPackage);
  files.add("/w/.cargo/config.toml", "[build]\nbuild-dir = \"/b/{workspace-path-hash}\"\n");
  Result<std::optional<CargoProject>> project = find_cargo_project(files, "/w", {});
  ASSERT_FALSE(project);
  EXPECT_EQ(project.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(project.error().message, HasSubstr("what {workspace-path-hash} stands for"));
}

TEST(CargoProject, SaysWhereAFileIsNoToml) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "[package\n");
  Result<std::optional<CargoProject>> project = find_cargo_project(files, "/w/src", {});
  ASSERT_FALSE(project);
  EXPECT_THAT(project.error().message, HasSubstr("/w/Cargo.toml:1: "));
}

TEST(ConfiguredJobs, AreThoseOfTheNearestConfiguration) {
  MemoryFileSystem files;
  EXPECT_EQ(find_configured_jobs(files, "/w/a", "/home/.cargo"), std::nullopt);
  files.add("/home/.cargo/config.toml", "[build]\njobs = 7\n");
  EXPECT_EQ(find_configured_jobs(files, "/w/a", "/home/.cargo"), 7);
  EXPECT_EQ(find_configured_jobs(files, "/w/a", ""), std::nullopt);
  files.add("/w/.cargo/config.toml", "[build]\njobs = 3\n");
  EXPECT_EQ(find_configured_jobs(files, "/w/a", "/home/.cargo"), 3);
  files.add("/w/a/.cargo/config.toml", "[build]\ntarget-dir = \"t\"\n");
  EXPECT_EQ(find_configured_jobs(files, "/w/a", "/home/.cargo"), 3);
  files.add("/w/a/.cargo/config.toml", "[build\n");
  EXPECT_EQ(find_configured_jobs(files, "/w/a", "/home/.cargo"), std::nullopt);
}

}  // namespace
}  // namespace makespan
