#include "cli/try_words.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

using Words = std::vector<std::string>;

Words buildable(Words command) {
  return buildable_command(std::move(command)).value_or(Words{"(error)"});
}

TEST(BuildableCommand, RunsNothing) {
  EXPECT_EQ(buildable({"cargo", "run", "--release", "--bin", "app", "--", "--port", "1"}),
            (Words{"cargo", "build", "--release", "--bin", "app"}));
  EXPECT_EQ(buildable({"cargo", "+nightly", "--color", "always", "t", "-p", "app", "--", "slow"}),
            (Words{"cargo", "+nightly", "--color", "always", "t", "-p", "app", "--no-run"}));
  EXPECT_EQ(buildable({"cargo", "bench", "--no-run"}), (Words{"cargo", "bench", "--no-run"}));
}

TEST(BuildableCommand, PassesNoWordOfTheProgramsOn) {
  EXPECT_EQ(buildable({"cargo", "run", "--release", "input.txt"}),
            (Words{"cargo", "build", "--release"}));
  EXPECT_EQ(buildable({"cargo", "+nightly", "r", "-p", "app", "--features", "a b", "in", "--out",
                       "--", "-x"}),
            (Words{"cargo", "+nightly", "build", "-p", "app", "--features", "a b"}));
  EXPECT_EQ(buildable({"cargo", "test", "slow", "--release"}),
            (Words{"cargo", "test", "slow", "--release", "--no-run"}));
}

TEST(BuildableCommand, ChangesNoSource) {
  EXPECT_EQ(buildable({"cargo", "clippy", "--fix", "--allow-dirty", "--allow-staged",
                       "--allow-no-vcs", "-p", "app", "--", "--fix"}),
            (Words{"cargo", "clippy", "-p", "app", "--", "--fix"}));
}

TEST(BuildableCommand, BuildsWhereTheTrySays) {
  EXPECT_EQ(
      buildable({"/t/bin/cargo", "build", "--target-dir", "out", "-p", "app", "--build-dir=x"}),
      (Words{"/t/bin/cargo", "build", "-p", "app"}));
  EXPECT_EQ(buildable({"cargo", "build", "--target-dir"}), (Words{"cargo", "build"}));
  EXPECT_EQ(buildable({"cargo", "build", "--artifact-dir=/out", "--out-dir", "/out", "--locked"}),
            (Words{"cargo", "build", "--locked"}));
}

TEST(BuildableCommand, LeavesOtherCommandsAlone) {
  EXPECT_EQ(buildable({"make", "run", "--target-dir", "x"}),
            (Words{"make", "run", "--target-dir", "x"}));
  EXPECT_EQ(buildable({"cargo", "xtask", "dist", "--", "run"}),
            (Words{"cargo", "xtask", "dist", "--", "run"}));
  EXPECT_EQ(buildable({"cargo", "rustc", "--", "-C", "debuginfo=0"}),
            (Words{"cargo", "rustc", "--", "-C", "debuginfo=0"}));
}

TEST(WithProfile, ReplacesTheOneThatIsAskedFor) {
  EXPECT_EQ(with_profile({"cargo", "build", "--release", "-p", "app"}, "ci"),
            (Words{"cargo", "build", "--profile", "ci", "-p", "app"}));
  EXPECT_EQ(with_profile({"cargo", "+nightly", "b", "--profile", "dist", "--profile=x"}, "ci"),
            (Words{"cargo", "+nightly", "b", "--profile", "ci"}));
  EXPECT_EQ(with_profile({"cargo", "rustc", "-r", "--", "-r"}, "ci"),
            (Words{"cargo", "rustc", "--profile", "ci", "--", "-r"}));
}

TEST(WithProfile, LeavesTheRestAlone) {
  EXPECT_EQ(with_profile({"cargo", "build", "--release"}, ""),
            (Words{"cargo", "build", "--release"}));
  EXPECT_EQ(with_profile({"make", "-r"}, "ci"), (Words{"make", "-r"}));
}

TEST(BuildableCommand, RefusesWhatCannotBeSaidAgain) {
  EXPECT_EQ(buildable_command({"cargo", "build", "--config", "token=***"}).error().message,
            "the recorded command has a secret that was not kept (`token=***`): give the command "
            "behind `--`");
  EXPECT_EQ(buildable_command({"cargo"}).error().message, "`cargo` builds nothing");
}

TEST(BuildableCommand, RefusesWhatDoesNotStayInTheCopy) {
  EXPECT_EQ(buildable_command({"cargo", "install", "--path", "."}).error().message,
            "`cargo install` does not stay in a scratch copy: say what to build without it, behind "
            "`--`");
  EXPECT_FALSE(buildable_command({"cargo", "build", "--lockfile-path=/x/Cargo.lock"}));
  EXPECT_FALSE(buildable_command({"cargo", "-C", "/x", "build"}));
  EXPECT_TRUE(buildable_command({"cargo", "rustc", "--", "-C", "debuginfo=0"}));
}

TEST(ManifestPath, IsFoundAndReplacedInBothForms) {
  EXPECT_EQ(manifest_path({"cargo", "build", "--manifest-path", "a/Cargo.toml"}), "a/Cargo.toml");
  EXPECT_EQ(manifest_path({"cargo", "build", "--manifest-path=a/Cargo.toml"}), "a/Cargo.toml");
  EXPECT_EQ(manifest_path({"cargo", "run", "--", "--manifest-path=a/Cargo.toml"}), "");
  EXPECT_EQ(manifest_path({"make", "--manifest-path=a/Cargo.toml"}), "");
  EXPECT_EQ(with_manifest_path({"cargo", "b", "--manifest-path", "a", "-v"}, "/w/a"),
            (Words{"cargo", "b", "--manifest-path", "/w/a", "-v"}));
  EXPECT_EQ(with_manifest_path({"cargo", "b", "--manifest-path=a"}, "/w/a"),
            (Words{"cargo", "b", "--manifest-path=/w/a"}));
}

TEST(ConfigValues, AreThoseOfCargo) {
  EXPECT_EQ(config_values({"cargo", "--config", "x.toml", "build", "--config=build.jobs=1"}),
            (Words{"x.toml", "build.jobs=1"}));
}

TEST(TargetValues, AreThoseOfCargo) {
  EXPECT_EQ(target_values({"cargo", "b", "--target", "a", "--target=b", "--", "--target", "c"}),
            (Words{"a", "b"}));
  EXPECT_EQ(target_values({"make", "--target", "a"}), Words());
}

TEST(CargoOf, KeepsTheToolchain) {
  EXPECT_EQ(cargo_of({"cargo", "+nightly", "build"}), (Words{"cargo", "+nightly"}));
  EXPECT_EQ(cargo_of({"/t/bin/cargo", "build"}), (Words{"/t/bin/cargo"}));
  EXPECT_EQ(cargo_of({"bin/cargo", "build"}), (Words{"cargo"}));
  EXPECT_EQ(cargo_of({"make", "+x"}), (Words{"cargo"}));
}

TEST(TestingCommand, TestsWhatWasBuilt) {
  EXPECT_EQ(testing_command({"cargo", "build", "--release", "-p", "app"}).value(),
            (Words{"cargo", "test", "--release", "-p", "app"}));
  EXPECT_EQ(testing_command({"cargo", "t", "--no-run"}).value(), (Words{"cargo", "test"}));
  EXPECT_EQ(
      testing_command({"cargo", "clippy", "--no-deps", "--keep-going", "--", "-W", "x"}).value(),
      (Words{"cargo", "test"}));
  EXPECT_FALSE(testing_command({"cargo", "doc"}));
  EXPECT_FALSE(testing_command({"make"}));
}

TEST(LinkingCommand, IsForThoseThatOnlyCheck) {
  EXPECT_EQ(linking_command({"cargo", "check", "--workspace"}),
            (Words{"cargo", "build", "--workspace"}));
  EXPECT_EQ(linking_command({"cargo", "clippy", "--", "-D", "warnings"}),
            (Words{"cargo", "build"}));
  EXPECT_EQ(linking_command({"cargo", "clippy", "--no-deps", "--release"}),
            (Words{"cargo", "build", "--release"}));
  EXPECT_TRUE(linking_command({"cargo", "build"}).empty());
  EXPECT_TRUE(linking_command({"ninja"}).empty());
}

}  // namespace
}  // namespace makespan
