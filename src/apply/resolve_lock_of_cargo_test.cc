// Real cargo on real files, with path dependencies only: nothing is fetched.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "apply/resolve_lock.h"
#include "system/own_process.h"

namespace makespan {
namespace {

using testing::HasSubstr;
using testing::Not;

class RealCargo : public testing::Test {
 protected:
  RealCargo() {
    // A workspace, a dependency outside it that inherits from a workspace of its own, and one that
    // is named by its absolute path.
    write("app/Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"x\"]\n");
    write("app/crates/core/Cargo.toml",
          package("core-crate") +
              "outer = { path = \"../../../lib/outer\" }\nabsolute = { path = \"" +
              path("absolute") + "\" }\n");
    write("app/crates/core/src/lib.rs", "");
    write("lib/Cargo.toml",
          "[workspace]\nmembers = [\"outer\"]\n[workspace.package]\nedition = \"2021\"\n");
    write("lib/outer/Cargo.toml",
          "[package]\nname = \"outer\"\nversion = \"0.2.0\"\nedition.workspace = true\nlinks = "
          "\"z\"\n[[bin]]\nname = \"tool\"\npath = \"tool/main.rs\"\n");
    write("lib/outer/src/lib.rs", "");
    write("lib/outer/build.rs", "fn main() {}");
    write("lib/outer/tool/main.rs", "fn main() {}");
    write("absolute/Cargo.toml", package("absolute"));
    write("absolute/src/lib.rs", "");
  }
  ~RealCargo() override { std::filesystem::remove_all(folder_); }

  static std::string package(const std::string& name) {
    return "[package]\nname = \"" + name +
           "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n"
           "[dependencies]\n";
  }
  [[nodiscard]] std::string path(std::string_view name) const { return join_path(folder_, name); }
  void write(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(files_.create_directories(parent_path(path(name))));
    ASSERT_TRUE(files_.write_file(path(name), bytes));
  }
  std::string read(const std::string& name) {
    return files_.read_file(path(name)).value_or("none");
  }
  CargoDoor door() {
    return {.files = files_,
            .commands = real_command_runner(),
            .program = "cargo",
            .directory = path("app")};
  }
  void make_lock() {
    ASSERT_EQ(real_command_runner()
                  .run({"cargo", "generate-lockfile", "--offline"}, path("app"))
                  .value()
                  .exit_code,
              0);
  }
  // The patch that takes the line with `word` out of a manifest.
  Patch without_line(const std::string& name, const std::string& word) {
    std::string before = read(name);
    std::string after = before;
    size_t begin = after.rfind('\n', after.find(word)) + 1;
    after.erase(begin, after.find('\n', begin) + 1 - begin);
    return {.files = {{.path = path(name), .before = before, .after = after}}};
  }
  Result<Patch> resolve(const Patch& patch) {
    return with_resolved_lock(patch, {}, path("scratch"), door());
  }

  std::string folder_ = std::filesystem::canonical(std::filesystem::temp_directory_path()) /
                        ("makespan-resolve-lock-" + owned_name(""));
  FileSystem& files_ = real_file_system();
};

TEST_F(RealCargo, TakesWhatIsNotNeededAnyMoreOutOfTheLockAndTouchesNothing) {
  make_lock();
  std::string lock = read("app/Cargo.lock");
  Result<Patch> patch = resolve(without_line("app/crates/core/Cargo.toml", "outer"));
  ASSERT_TRUE(patch) << patch.error().message;
  ASSERT_EQ(patch->files.size(), 2U);
  EXPECT_EQ(patch->files[0].path, path("app/Cargo.lock"));
  EXPECT_EQ(patch->files[0].before, lock);
  EXPECT_THAT(*patch->files[0].after, Not(HasSubstr("outer")));
  EXPECT_THAT(*patch->files[0].after, HasSubstr("absolute"));
  EXPECT_EQ(read("app/Cargo.lock"), lock);
  EXPECT_FALSE(files_.status(path("scratch")).value());
  // What it says is what cargo takes.
  for (const FileChange& change : patch->files)
    ASSERT_TRUE(files_.write_file(change.path, *change.after));
  Status locked = check_locked(door());
  EXPECT_TRUE(locked) << locked.error().message;
}

TEST_F(RealCargo, FindsThePathDependencyThatThePatchItselfChanges) {
  make_lock();
  Patch patch = without_line("lib/outer/Cargo.toml", "links");
  Result<Patch> resolved = resolve(patch);
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(*resolved, patch) << "and the lock stays, so that it is not in the patch";
}

// A path in [patch] leads out of the workspace too.
TEST_F(RealCargo, FollowsPatchesThatArePaths) {
  write("app/Cargo.toml",
        read("app/Cargo.toml") + "[patch.crates-io]\nno-such-crate = { path = \"../replaced\" }\n");
  write("replaced/Cargo.toml", package("no-such-crate"));
  write("replaced/src/lib.rs", "");
  write("app/crates/core/Cargo.toml",
        read("app/crates/core/Cargo.toml") + "no-such-crate = \"0.1\"\n");
  make_lock();
  Result<Patch> patch = resolve(without_line("app/crates/core/Cargo.toml", "outer"));
  ASSERT_TRUE(patch) << patch.error().message;
  ASSERT_EQ(patch->files.size(), 2U);
  EXPECT_THAT(*patch->files[0].after, HasSubstr("no-such-crate"));
}

TEST_F(RealCargo, MakesNoLockWhereThereIsNone) {
  Patch patch = without_line("app/crates/core/Cargo.toml", "outer");
  Result<Patch> resolved = resolve(patch);
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(*resolved, patch);
  EXPECT_EQ(read("app/Cargo.lock"), "none");
}

TEST_F(RealCargo, SaysWhatIsWrongWithTheChangedManifest) {
  make_lock();
  Patch patch = without_line("app/crates/core/Cargo.toml", "version");
  patch.files[0].after = *patch.files[0].before + "nowhere = { path = \"../nowhere\" }\n";
  Result<Patch> resolved = resolve(patch);
  ASSERT_FALSE(resolved);
  EXPECT_THAT(resolved.error().message,
              HasSubstr("cargo cannot resolve the changed manifests: failed to"));
  EXPECT_THAT(resolved.error().message, HasSubstr("nowhere"));
}

TEST_F(RealCargo, RefusesALockThatIsNotUpToDate) {
  make_lock();
  write("app/crates/core/Cargo.toml", package("renamed"));
  Status locked = check_locked(door());
  ASSERT_FALSE(locked);
  EXPECT_THAT(locked.error().message, HasSubstr("--locked"));
}

}  // namespace
}  // namespace makespan
