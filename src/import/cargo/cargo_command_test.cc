#include "import/cargo/cargo_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;

CargoCommand parse(std::vector<std::string_view> words) {
  return parse_cargo_command(words);
}

TEST(CargoCommand, toolchain_and_options_may_stand_before_the_subcommand) {
  CargoCommand command = parse({"+nightly", "--color", "always", "-Z", "unstable-options", "test",
                                "-p", "app", "--package=core", "-j4", "--profile=ci"});
  EXPECT_EQ(command.subcommand, "test");
  EXPECT_EQ(command.profile, "ci");
  EXPECT_EQ(command.jobs, 4);
  EXPECT_THAT(command.packages, ElementsAre("app", "core"));
}

TEST(CargoCommand, what_stands_behind_two_dashes_is_the_programs) {
  CargoCommand command = parse({"run", "-r", "--", "--profile", "x", "-j9"});
  EXPECT_EQ(command.profile, "release");
  EXPECT_EQ(command.jobs, std::nullopt);
}

TEST(CargoCommand, words_of_the_program_need_no_dashes_before_them) {
  CargoCommand command = parse({"run", "-p", "app", "input.txt", "--profile", "x"});
  EXPECT_EQ(command.operand, "input.txt");
  EXPECT_EQ(command.profile, "");
  command = parse({"--color", "never", "test", "-j", "2", "slow", "--release"});
  EXPECT_EQ(command.operand, "slow");
  EXPECT_EQ(command.profile, "release");
  EXPECT_EQ(parse({"+nightly", "run", "--bin", "app", "--", "x"}).operand, "");
}

TEST(CargoCommand, every_spelling_of_jobs) {
  EXPECT_EQ(parse({"b", "-j", "3"}).jobs, 3);
  EXPECT_EQ(parse({"b", "-j=3"}).jobs, 3);
  EXPECT_EQ(parse({"b", "--jobs=-1"}).jobs, -1);
  EXPECT_EQ(parse({"b", "--jobs", "default"}).jobs, std::nullopt);
  EXPECT_EQ(parse({"b", "-j"}).jobs, std::nullopt);
}

TEST(CargoCommand, the_value_of_an_option_is_no_subcommand) {
  EXPECT_EQ(parse({"--config", "build.jobs=1", "check"}).subcommand, "check");
  EXPECT_EQ(parse({"build", "--target-dir", "/t", "--features", "a b"}).target_directory, "/t");
  EXPECT_EQ(parse({"build", "--manifest-path", "a/Cargo.toml"}).manifest_path, "a/Cargo.toml");
  EXPECT_EQ(parse({"--manifest-path=a/Cargo.toml", "b"}).manifest_path, "a/Cargo.toml");
}

TEST(CargoCommand, some_never_build) {
  EXPECT_FALSE(may_build("metadata"));
  EXPECT_FALSE(may_build(""));
  EXPECT_TRUE(may_build("xtask"));
}

TEST(CargoCommand, profile_where_none_is_named) {
  EXPECT_EQ(default_profile("install"), "release");
  EXPECT_EQ(default_profile("bench"), "bench");
  EXPECT_EQ(default_profile("test"), "dev");
}

TEST(CargoCommand, words_are_quoted_as_for_a_shell) {
  std::vector<std::string_view> words = {"cargo", "build", "--features", "a b", "", "it's"};
  EXPECT_EQ(quoted_command(words), "cargo build --features 'a b' '' 'it'\\''s'");
}

}  // namespace
}  // namespace makespan
