#include "apply/resolve_lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string locked(const std::string& version, const std::string& name = "rand") {
  return "[[package]]\nname = \"" + name + "\"\nversion = \"" + version +
         "\"\nsource = \"registry+x\"\n";
}

// A cargo that gives Cargo.lock the bytes that it is told, in the directory where it is called.
class FakeCargo final : public CommandRunner {
 public:
  explicit FakeCargo(MemoryFileSystem& files) : files_(files) {}

  std::string lock;                          // what `cargo update` makes of it
  std::string update_error;                  // … or what it says
  std::vector<std::string> metadata_errors;  // of `cargo metadata --locked`, one call each
  std::vector<std::string> asked;

  Result<CommandOutput> run(const std::vector<std::string>& command, const std::string& directory,
                            std::chrono::milliseconds, const std::function<bool()>&) override {
    std::string text;
    for (const std::string& word : command)
      text += (text.empty() ? "" : " ") + word;
    asked.push_back(directory + "$ " + text);
    if (text.find("--no-deps") != std::string::npos) {
      return CommandOutput{.standard_output =
                               R"({"workspace_root": "/w", "packages": [{"manifest_path":
                                  "/w/Cargo.toml", "targets": [], "dependencies": []}]})"};
    }
    if (text == "cargo -vV") return CommandOutput{.standard_output = "x\nhost: some-host\ny\n"};
    if (text == "cargo update --workspace --offline --manifest-path /scratch/Cargo.toml") {
      if (!update_error.empty())
        return CommandOutput{.exit_code = 101, .standard_error = update_error};
      EXPECT_TRUE(files_.write_file("/scratch/Cargo.lock", lock));
      return CommandOutput{};
    }
    if (metadata_errors.empty()) return CommandOutput{};
    CommandOutput failed{.exit_code = 101, .standard_error = metadata_errors.front()};
    metadata_errors.erase(metadata_errors.begin());
    return failed;
  }

 private:
  MemoryFileSystem& files_;
};

class ResolveLockTest : public testing::Test {
 protected:
  ResolveLockTest() { files_.add("/w/Cargo.toml", "old"); }

  Result<Patch> resolve(const std::vector<std::string>& asked = {}) {
    Patch patch{.files = {{.path = "/w/Cargo.toml", .before = "old", .after = "new"}}};
    return with_resolved_lock(patch, asked, "/scratch", door());
  }
  CargoDoor door() {
    return {.files = files_, .commands = cargo_, .program = "cargo", .directory = "/w"};
  }

  MemoryFileSystem files_;
  FakeCargo cargo_{files_};
};

TEST_F(ResolveLockTest, PutsTheNewLockIntoThePatchAndLeavesNothingBehind) {
  files_.add("/w/Cargo.lock", locked("0.8.5") + locked("1.0.0", "serde"));
  cargo_.lock = locked("0.8.5");
  Result<Patch> patch = resolve();
  ASSERT_TRUE(patch) << patch.error().message;
  ASSERT_EQ(patch->files.size(), 2U);
  EXPECT_EQ(patch->files[0].path, "/w/Cargo.lock");
  EXPECT_EQ(patch->files[0].after, locked("0.8.5"));
  EXPECT_EQ(files_.files().size(), 2U);
  EXPECT_EQ(files_.files().at("/w/Cargo.toml").bytes, "old");
}

TEST_F(ResolveLockTest, LeavesALockThatStaysOutOfThePatch) {
  files_.add("/w/Cargo.lock", locked("0.8.5"));
  cargo_.lock = locked("0.8.5");
  EXPECT_EQ(resolve().value().files.size(), 1U);
}

TEST_F(ResolveLockTest, MakesNoLockWhereThereIsNone) {
  cargo_.lock = locked("0.8.5");
  EXPECT_EQ(resolve().value().files.size(), 1U);
  EXPECT_EQ(files_.files().size(), 1U);
  EXPECT_EQ(cargo_.asked.back(),
            "/w$ cargo metadata --manifest-path /scratch/Cargo.toml --offline --format-version 1");
}

TEST_F(ResolveLockTest, RefusesWhatCargoCannotReadWithoutALock) {
  cargo_.lock = locked("0.8.5");
  cargo_.metadata_errors = {"error: no feature `x`\n"};
  EXPECT_EQ(resolve().error().message, "cargo metadata --offline fails then: no feature `x`");
  EXPECT_EQ(files_.files().size(), 1U);
}

TEST_F(ResolveLockTest, RefusesAVersionThatNoFixAskedForAndNamesIt) {
  files_.add("/w/Cargo.lock", locked("0.8.5"));
  cargo_.lock = locked("0.8.6");
  EXPECT_EQ(resolve().error().message,
            "in Cargo.lock rand 0.8.5 becomes 0.8.6, which no fix asked for");
  EXPECT_TRUE(resolve({"rand"}));
  EXPECT_EQ(files_.files().size(), 2U);
}

TEST_F(ResolveLockTest, SaysWhatCargoSaid) {
  cargo_.update_error =
      "error: no matching package named `rand` found\nlocation searched: crates.io index\n"
      "required by package `w v0.1.0`\n";
  EXPECT_EQ(resolve().error().message,
            "cargo cannot resolve the changed manifests: no matching package named `rand` found; "
            "location searched: crates.io index; required by package `w v0.1.0`");
  EXPECT_EQ(files_.files().size(), 1U);
}

TEST_F(ResolveLockTest, ChecksTheLockForThisHostWherePackagesOfOthersAreMissing) {
  cargo_.metadata_errors = {
      "error: failed to download `windows`\n\nCaused by:\n  attempting to make "
      "an HTTP request, but --offline was specified\n"};
  EXPECT_TRUE(check_locked(door()));
  EXPECT_THAT(cargo_.asked, ElementsAre("/w$ cargo metadata --locked --offline --format-version 1",
                                        "/w$ cargo -vV",
                                        "/w$ cargo metadata --locked --offline --format-version 1 "
                                        "--filter-platform some-host"));
}

TEST_F(ResolveLockTest, SaysWhyCargoDoesNotTakeTheLock) {
  cargo_.metadata_errors = {"error: the lock file needs to be updated\n"};
  EXPECT_THAT(check_locked(door()).error().message,
              HasSubstr("cargo metadata --locked --offline fails then: the lock file needs"));
}

}  // namespace
}  // namespace makespan
