#include "manifest/profiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;

const ProfileTable kRelease = {.profile = "release", .package = {}, .build_override = false};
const ProfileTable kDevDependencies = {.profile = "dev", .package = "*", .build_override = false};
const ProfileTable kDevBuild = {.profile = "dev", .package = {}, .build_override = true};

std::string set(std::string_view text, const ProfileTable& table, std::string_view key,
                std::string_view value) {
  const Result<std::string> result =
      set_profile_key({.text = text, .path = "Cargo.toml"}, table, key, value);
  return result ? *result : "error: " + result.error().message;
}

TEST(ListProfileSettings, FindsEachFormWithItsLine) {
  EXPECT_THAT(list_profile_settings({.text = R"([profile]
test.build-override.codegen-units = 4
ci = { inherits = "release", debug = false }

[profile.release]
lto = "fat" # slow
package = { syn = { opt-level = 3 } }

[profile.dev.package."*"]
opt-level = 1
[profile.dev.package."syn@2"]
strip = true
)",
                                     .path = "t"})
                  .value(),
              ElementsAre(ProfileSetting{{"test", "", true}, "codegen-units", "4", 2},
                          ProfileSetting{{"ci", "", false}, "debug", "false", 3},
                          ProfileSetting{{"ci", "", false}, "inherits", "\"release\"", 3},
                          ProfileSetting{kRelease, "lto", "\"fat\"", 6},
                          ProfileSetting{{"release", "syn", false}, "opt-level", "3", 7},
                          ProfileSetting{kDevDependencies, "opt-level", "1", 10},
                          ProfileSetting{{"dev", "syn@2", false}, "strip", "true", 12}));
}

TEST(SetProfileKey, InEachForm) {
  EXPECT_EQ(set("[profile.release]\nlto = true\n", kRelease, "codegen-units", "16"),
            "[profile.release]\nlto = true\ncodegen-units = 16\n");
  EXPECT_EQ(set("[profile]\nrelease.lto = true\n", kRelease, "lto", "\"thin\""),
            "[profile]\nrelease.lto = \"thin\"\n");
  EXPECT_EQ(set("profile.release.lto = true\n[package]\n", kRelease, "codegen-units", "1"),
            "profile.release.lto = true\nprofile.release.codegen-units = 1\n[package]\n");
  EXPECT_EQ(set("[profile]\nrelease = { lto = true }\n", kRelease, "codegen-units", "1"),
            "[profile]\nrelease = { lto = true, codegen-units = 1 }\n");
  EXPECT_EQ(set("[package]\nname = \"a\"\n", kRelease, "lto", "false"),
            "[package]\nname = \"a\"\n\n[profile.release]\nlto = false\n");
}

TEST(SetProfileKey, OfDependenciesAndBuildScripts) {
  EXPECT_EQ(
      set("[profile.dev]\ndebug = 1\n\n[features]\n", kDevDependencies, "opt-level", "1"),
      "[profile.dev]\ndebug = 1\n\n[profile.dev.package.\"*\"]\nopt-level = 1\n\n[features]\n");
  EXPECT_EQ(set("[profile.dev.package.\"*\"]\ndebug = 0\n", kDevDependencies, "debug", "false"),
            "[profile.dev.package.\"*\"]\ndebug = false\n");
  EXPECT_EQ(set("[profile.dev]\npackage.'*'.debug = 0\n", kDevDependencies, "opt-level", "1"),
            "[profile.dev]\npackage.'*'.debug = 0\npackage.\"*\".opt-level = 1\n");
  EXPECT_EQ(set("", kDevBuild, "opt-level", "1"), "[profile.dev.build-override]\nopt-level = 1\n");
}

TEST(SetProfileKey, TwiceIsTheSame) {
  const std::string once = set("[profile.release]", kRelease, "lto", "false");
  EXPECT_EQ(set(once, kRelease, "lto", "false"), once);
}

TEST(SetProfileKey, RefusesAValueThatIsNone) {
  EXPECT_EQ(set("", kRelease, "lto", "thin"), "error: Cargo.toml: 'thin' is no value of TOML");
}

TEST(RemoveProfileKey, TakesItAndSaysWhenItIsNotThere) {
  const TomlFile file = {.text = "[profile.release]\nlto = true\ndebug = 1\n", .path = "t"};
  EXPECT_EQ(remove_profile_key(file, kRelease, "lto").value(), "[profile.release]\ndebug = 1\n");
  const Result<std::string> absent = remove_profile_key(file, kRelease, "strip");
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, ErrorKind::not_found);
  EXPECT_EQ(absent.error().message, "t: there is no 'profile.release.strip'");
}

TEST(AddProfile, BehindTheOthers) {
  const TomlFile file = {.text = "[profile.release]\nlto = true\n\n[lints]\n", .path = "t"};
  EXPECT_EQ(add_profile(file, "ci", "release", {{"lto", "false"}, {"debug", "0"}}).value(),
            "[profile.release]\nlto = true\n\n[profile.ci]\ninherits = \"release\"\nlto = false\n"
            "debug = 0\n\n[lints]\n");
  EXPECT_EQ(add_profile(file, "release", "dev", {}).error().message,
            "t: there is a profile 'release' already");
}

}  // namespace
}  // namespace makespan
