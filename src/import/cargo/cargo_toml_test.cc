#include "import/cargo/cargo_toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CargoManifest, OfAWorkspaceRoot) {
  CargoManifest manifest = parse_cargo_manifest(R"(
[workspace]
members = ["core", "crates/*"]
exclude = ["old"]
)",
                                                "/w/Cargo.toml")
                               .value();
  EXPECT_TRUE(manifest.is_workspace);
  EXPECT_EQ(manifest.package, "");
  EXPECT_THAT(manifest.members, ElementsAre("core", "crates/*"));
  EXPECT_THAT(manifest.excluded, ElementsAre("old"));
}

TEST(CargoManifest, OfAPackageThatNamesItsWorkspace) {
  CargoManifest manifest =
      parse_cargo_manifest("[package]\nname = \"app\"\nworkspace = \"../..\"\n", "/w/a/Cargo.toml")
          .value();
  EXPECT_EQ(manifest.package, "app");
  EXPECT_FALSE(manifest.is_workspace);
  EXPECT_EQ(manifest.workspace_path, "../..");
  EXPECT_THAT(manifest.members, IsEmpty());
}

TEST(CargoManifest, ThatIsNoTomlSaysWhere) {
  Result<CargoManifest> manifest = parse_cargo_manifest("[package]\nname = \n", "/w/Cargo.toml");
  ASSERT_FALSE(manifest);
  EXPECT_EQ(manifest.error().kind, ErrorKind::corrupt);
  EXPECT_THAT(manifest.error().message, ::testing::StartsWith("/w/Cargo.toml:2: "));
}

TEST(CargoConfig, NamesTheDirectories) {
  CargoConfig config =
      parse_cargo_config("build.target-dir = \"out\"\n[build]\nbuild-dir = \"/b\"\n", "c")
          .value_or(CargoConfig{});
  EXPECT_EQ(config.target_directory, std::nullopt);  // a table defined twice is an error in TOML
  config = parse_cargo_config(
               "[build]\ntarget-dir = \"out\"\nbuild-dir = \"{cargo-cache-home}/b\"\n", "c")
               .value();
  EXPECT_EQ(config.target_directory, "out");
  EXPECT_EQ(config.build_directory, "{cargo-cache-home}/b");
  EXPECT_EQ(parse_cargo_config("build = 3", "c").value().target_directory, std::nullopt);
}

TEST(CargoConfig, NamesTheJobs) {
  auto jobs = [](const char* text) { return parse_cargo_config(text, "c").value().jobs; };
  EXPECT_EQ(jobs("[build]\njobs = 3\n"), 3);
  EXPECT_EQ(jobs("[build]\njobs = -1\n"), -1);
  EXPECT_EQ(jobs("[build]\njobs = \"default\"\n"), 0);
  EXPECT_EQ(jobs("[build]\njobs = \"many\"\n"), std::nullopt);
  EXPECT_EQ(jobs("[build]\n"), std::nullopt);
}

}  // namespace
}  // namespace makespan
