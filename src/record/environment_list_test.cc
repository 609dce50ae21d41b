#include "record/environment_list.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

using namespace std::string_literals;

TEST(EnvironmentList, KeepsWhatAReplayNeedsAndNothingElse) {
  std::string block =
      "PATH=/bin\0SSH_AUTH_SOCK=/tmp/x\0CARGO_PKG_NAME=syn\0EDITOR=vi\0OUT_DIR=/o=1\0"s;
  std::vector<KeptVariable> wanted = {{.name = "PATH", .value = "/bin"},
                                      {.name = "CARGO_PKG_NAME", .value = "syn"},
                                      {.name = "OUT_DIR", .value = "/o=1"}};
  EXPECT_EQ(kept_variables(block), wanted);
}

TEST(EnvironmentList, WithholdsSecretsUnderKeptNames) {
  std::string block =
      "DEP_FOO_TOKEN=abc\0CARGO_PKG_HOMEPAGE=https://me:pw@x.org\0RUSTFLAGS=--cfg key=\"1\" "
      "-Cpassword=abc\0"s;
  std::vector<KeptVariable> kept = kept_variables(block);
  ASSERT_EQ(kept.size(), 3U);
  for (const KeptVariable& variable : kept)
    EXPECT_EQ(variable.value, std::nullopt) << variable.name;
}

TEST(EnvironmentList, AnUnkeptSecretIsNotEvenNamed) {
  EXPECT_TRUE(kept_variables("GITHUB_TOKEN=abc\0"s).empty());
  EXPECT_TRUE(kept_variables("CARGO_REGISTRY_TOKEN=abc\0"s).empty());
}

TEST(EnvironmentList, RubbishBlocksAreSurvived) {
  EXPECT_TRUE(kept_variables("no equals sign\0=\0\0"s).empty());
  EXPECT_EQ(kept_variables("PATH=/bin").size(), 1U);  // without its zero byte
}

TEST(EnvironmentList, DepInfoSaysWhatWasRead) {
  std::vector<KeptVariable> kept = dep_info_variables(
      "/t/a.d: src/lib.rs\n\nsrc/lib.rs:\n\n# env-dep:CARGO_PKG_VERSION=1.0\n# env-dep:UNSET\n"
      "# env-dep:BANNER=a\\nb\\\\c\n# env-dep:DEPLOY_TOKEN=abc\n");
  std::vector<KeptVariable> wanted = {{.name = "CARGO_PKG_VERSION", .value = "1.0"},
                                      {.name = "BANNER", .value = "a\nb\\c"},
                                      {.name = "DEPLOY_TOKEN", .value = std::nullopt}};
  EXPECT_EQ(kept, wanted);
}

}  // namespace
}  // namespace makespan
