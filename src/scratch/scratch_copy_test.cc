#include "scratch/scratch_copy.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "system/file_tree.h"
#include "system/testing/fake_command_runner.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

namespace fs = std::filesystem;

// A workspace `home/app` beneath a directory of the test's own, with cargo's home and the cache
// beside it.
struct ScratchCopyTest : testing::Test {
  ScratchCopyTest() {
    write("home/app/Cargo.toml", "[workspace]\n");
    write("home/app/src/main.rs", "fn main() {}\n");
    request = {.workspace_root = top + "/home/app",
               .outside = {},
               .target_directory = top + "/home/app/target",
               .build_bytes = 1000,
               .environment = {.cache_directory = top + "/cache",
                               .temporary_directory = top + "/tmp",
                               .cargo_home = top + "/home/.cargo"},
               .stop = {}};
    commands.answers["rustc -vV"] = {.exit_code = 0, .standard_output = "rustc 1.95.0\n"};
  }
  ~ScratchCopyTest() override { EXPECT_TRUE(remove_whole_tree(top)); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories(fs::path(top + "/" + name).parent_path());
    std::ofstream(top + "/" + name) << text;
  }
  ScratchCopy make() {
    Result<ScratchCopy> copy = ScratchCopy::create(real_file_system(), commands, request);
    if (!copy) ADD_FAILURE() << copy.error().message;
    return std::move(*copy);
  }
  static std::string read(const std::string& path) {
    return real_file_system().read_file(path).value_or("(nothing)");
  }
  static std::map<std::string, std::string> snapshot(const std::string& directory) {
    std::map<std::string, std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
      std::string text = entry.is_regular_file() ? read(entry.path()) : "";
      files[entry.path()] =
          text + std::to_string(entry.last_write_time().time_since_epoch().count());
    }
    return files;
  }

  TemporaryDirectory directory;
  std::string top = directory.path();
  ScratchRequest request;
  FakeCommandRunner commands;
};

TEST_F(ScratchCopyTest, HasWhatTheBuildReadsAndNotWhatItWrote) {
  write("home/app/untracked/data.bin", "data");
  write("home/app/.cargo/config.toml", "[build]\n");
  write("home/app/target/debug/app", "binary");
  write("home/app/xtask/target/.rustc_info.json", "{}");
  write("home/app/.venv/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n");
  write("home/app/.git/HEAD", "ref");
  write("home/app/.makespan/runs.db", "");
  ScratchCopy copy = make();
  EXPECT_EQ(read(copy.root() + "/untracked/data.bin"), "data");
  EXPECT_EQ(read(copy.root() + "/.cargo/config.toml"), "[build]\n");
  EXPECT_TRUE(fs::exists(copy.root() + "/.venv/CACHEDIR.TAG"));
  for (const char* name : {"target", "xtask/target", ".git/HEAD", ".makespan"})
    EXPECT_FALSE(fs::exists(copy.root() + "/" + name)) << name;
  EXPECT_EQ(copy.target_directory(), copy.root() + "/target");
}

TEST_F(ScratchCopyTest, KeepsTheWayToPathDependenciesOutside) {
  write("home/lib/Cargo.toml", "[package]\n");
  write("home/lib/target/CACHEDIR.TAG", "# created by cargo.\n");
  request.outside = {top + "/home/lib", top + "/home/app/inner"};
  write("home/app/inner/Cargo.toml", "");
  ScratchCopy copy = make();
  EXPECT_EQ(read(copy.root() + "/../lib/Cargo.toml"), "[package]\n");
  EXPECT_FALSE(fs::exists(copy.root() + "/../lib/target"));
  EXPECT_EQ(copy.path_of(top + "/home/lib/src/lib.rs"),
            fs::path(copy.root()).parent_path().string() + "/lib/src/lib.rs");
  EXPECT_EQ(copy.path_of("/usr/include"), "/usr/include");
  EXPECT_EQ(copy.path_of(top + "/home"), fs::path(copy.root()).parent_path().string());
}

// cargo-fuzz: `home/app/fuzz` is its own workspace and depends on "..".
struct WorkspaceInItsDependency : ScratchCopyTest {
  WorkspaceInItsDependency() {
    write("home/app/fuzz/Cargo.toml", "[workspace]\n");
    write("home/app/fuzz/.cargo/config.toml", "[target.x]\nlinker = '../../tools/ld'\n");
    write("home/tools/ld", "#!/bin/sh\n");
    write("home/app/fuzz/target/.rustc_info.json", "{}");
    request.workspace_root = top + "/home/app/fuzz";
    request.target_directory = top + "/home/app/fuzz/target";
    request.outside = {top + "/home/app"};
  }
};

TEST_F(WorkspaceInItsDependency, IsCopiedWithIt) {
  ScratchCopy copy = make();
  EXPECT_EQ(copy.path_of(top + "/home/app/fuzz"), copy.root());
  EXPECT_EQ(read(copy.root() + "/Cargo.toml"), "[workspace]\n");
  EXPECT_EQ(read(copy.root() + "/../src/main.rs"), "fn main() {}\n");
  EXPECT_EQ(read(copy.root() + "/../../tools/ld"), "#!/bin/sh\n");
  EXPECT_FALSE(fs::exists(copy.root() + "/target"));
  EXPECT_EQ(copy.target_directory(), copy.root() + "/target");
}

TEST_F(WorkspaceInItsDependency, IsNotCopiedIntoItself) {
  write("cache/.cargo/config.toml", "[build]\n");  // so that it would lie beside the workspace
  EXPECT_TRUE(make().root().starts_with(top + "/tmp/makespan-scratch/"));
  request.environment.cache_directory = top + "/home/app/cache";
  request.environment.temporary_directory = top + "/home/app/tmp";
  Result<ScratchCopy> copy = ScratchCopy::create(real_file_system(), commands, request);
  ASSERT_FALSE(copy);
  EXPECT_EQ(copy.error().kind, ErrorKind::unsupported);
  EXPECT_TRUE(copy.error().message.ends_with(": " + top +
                                             "/home/app/cache/makespan/scratch is copied, too; " +
                                             top + "/home/app/.makespan-scratch is copied, too; " +
                                             top + "/home/app/tmp/makespan-scratch is copied, too"))
      << copy.error().message;
}

TEST_F(WorkspaceInItsDependency, LeavesOtherCopiesOut) {
  write("home/app/.makespan-scratch/1-aa/tree/x", "of another workspace's try");
  EXPECT_FALSE(fs::exists(make().root() + "/../.makespan-scratch"));
}

TEST_F(ScratchCopyTest, FindsConfigurationOfTheDirectoriesAboveOnce) {
  write("home/.cargo/config.toml", "[net]\n");  // cargo's home: found by itself
  write("home/rust-toolchain.toml", "[toolchain]\n");
  write("home/team/.cargo/config.toml", "[env]\n");
  write("home/team/app/Cargo.toml", "[workspace]\n");
  request.workspace_root = top + "/home/team/app";
  ScratchCopy copy = make();
  EXPECT_EQ(read(copy.root() + "/../.cargo/config.toml"), "[env]\n");
  EXPECT_EQ(read(copy.root() + "/../../rust-toolchain.toml"), "[toolchain]\n");
  EXPECT_FALSE(fs::exists(copy.root() + "/../../.cargo/config.toml"));
}

TEST_F(ScratchCopyTest, OutsideDependenciesInheritFromTheirOwnWorkspace) {
  write("home/libs/Cargo.toml", "[workspace.package]\n");
  write("home/libs/json/Cargo.toml", "version.workspace = true\n");
  write("home/Cargo.toml", "[workspace]\n");
  request.outside = {top + "/home/libs/json"};
  ScratchCopy copy = make();
  EXPECT_EQ(read(copy.root() + "/../libs/Cargo.toml"), "[workspace.package]\n");
}

TEST_F(ScratchCopyTest, SeesItsNeighboursInAGitCheckout) {
  write("home/.git/HEAD", "ref");
  write("home/proto/api.proto", "message");
  write("home/README.md", "about");
  write("home/Cargo.toml", "[workspace]\n");
  ScratchCopy copy = make();
  EXPECT_EQ(read(copy.root() + "/../proto/api.proto"), "message");
  EXPECT_EQ(read(copy.root() + "/../README.md"), "about");
  EXPECT_FALSE(fs::exists(copy.root() + "/../Cargo.toml"));
}

TEST_F(ScratchCopyTest, KeepsWhatABuildWritesAroundTheWorkspace) {
  write("home/.git/HEAD", "ref");
  write("home/.cargo/config.toml", "[env]\n");
  request.environment.cargo_home = top + "/elsewhere";
  write("home/proto/api.proto", "message");
  write("home/README.md", "about");
  write("far/assets/logo", "logo");
  fs::create_symlink(top + "/far/assets", top + "/home/app/assets");
  fs::create_symlink("../app", top + "/home/proto/back");
  fs::create_symlink("proto", top + "/home/same");
  std::map<std::string, std::string> before = snapshot(top + "/home");
  std::map<std::string, std::string> far = snapshot(top + "/far");
  ScratchCopy copy = make();
  EXPECT_TRUE(copy.notices().empty());
  EXPECT_EQ(read(copy.root() + "/assets/logo"), "logo");
  EXPECT_EQ(read(copy.root() + "/../same/api.proto"), "message");
  for (const char* name : {"../proto/api.proto", "../proto/generated.rs", "../README.md",
                           "../.cargo/config.toml", "assets/logo", "../proto/back/src/main.rs"})
    std::ofstream(copy.root() + "/" + name) << "written by a build";
  EXPECT_EQ(read(copy.root() + "/src/main.rs"), "written by a build");
  EXPECT_EQ(snapshot(top + "/home"), before);
  EXPECT_EQ(snapshot(top + "/far"), far);
}

TEST_F(ScratchCopyTest, LinksWhatIsTooLargeAndSaysSo) {
  write("home/.git/HEAD", "ref");
  for (int i = 0; i <= 20'000; ++i)
    write("home/node_modules/" + std::to_string(i), "");
  write("home/proto/api.proto", "message");
  ScratchCopy copy = make();
  EXPECT_TRUE(fs::is_symlink(copy.root() + "/../node_modules"));
  ASSERT_EQ(copy.notices().size(), 1U);
  EXPECT_EQ(copy.notices()[0],
            "too large to be copied: " + top +
                "/home/node_modules. In the scratch copy a link leads there, so that what a build "
                "writes there is written into yours");
  EXPECT_FALSE(fs::is_symlink(copy.root() + "/../proto")) << "there is room for others";
}

TEST_F(ScratchCopyTest, BringsTheFilesThatConfigurationNames) {
  write("home/team/.cargo/config.toml",
        "[source.vendored]\ndirectory = \"vendor\"\n[target.x]\nlinker = '../tools/ld'\n"
        "[build]\ntarget-dir = \"target\" # isn't here\n");
  write("home/team/vendor/serde/lib.rs", "serde");
  write("home/team/target/.rustc_info.json", "{}");
  write("home/tools/ld", "#!/bin/sh\n");
  write("home/team/app/Cargo.toml", "[workspace]\n");
  write("home/team/app/.cargo/config.toml", "paths = [\"../../local\"]\n");
  write("home/local/Cargo.toml", "[package]\n");
  request.workspace_root = top + "/home/team/app";
  ScratchCopy copy = make();
  EXPECT_EQ(read(copy.root() + "/../vendor/serde/lib.rs"), "serde");
  EXPECT_EQ(read(copy.root() + "/../../tools/ld"), "#!/bin/sh\n");
  EXPECT_EQ(read(copy.root() + "/../../local/Cargo.toml"), "[package]\n");
  EXPECT_FALSE(fs::exists(copy.root() + "/../target"));
}

TEST_F(ScratchCopyTest, LeavesNothingBehindAndTheOriginalAsItWas) {
  std::map<std::string, std::string> before = snapshot(top + "/home");
  {
    ScratchCopy copy = make();
    ASSERT_TRUE(copy.write(top + "/home/app/Cargo.toml", "[package]\n"));
    ASSERT_TRUE(copy.write(top + "/home/app/src/main.rs", std::nullopt));
    EXPECT_EQ(read(copy.root() + "/Cargo.toml"), "[package]\n");
    EXPECT_FALSE(fs::exists(copy.root() + "/src/main.rs"));
  }
  EXPECT_EQ(snapshot(top + "/home"), before);
  EXPECT_FALSE(fs::exists(top + "/cache/makespan/scratch"));
}

TEST_F(ScratchCopyTest, KeepsTheModeOfWhatIsChanged) {
  write("home/app/generate.sh", "#!/bin/sh\n");
  fs::permissions(top + "/home/app/generate.sh", fs::perms(0755));
  ScratchCopy copy = make();
  ASSERT_TRUE(copy.write(top + "/home/app/generate.sh", "#!/bin/sh\nexit\n"));
  EXPECT_EQ(fs::status(copy.root() + "/generate.sh").permissions(), fs::perms(0755));
}

TEST_F(ScratchCopyTest, IsRestoredForTheNextBuild) {
  write("home/lib/Cargo.toml", "[package]\n");
  write("home/app/main.o", "of an earlier build");
  request.outside = {top + "/home/lib"};
  request.restorable = true;
  ScratchCopy copy = make();
  std::map<std::string, std::string> before = snapshot(copy.root());
  ASSERT_TRUE(copy.write(top + "/home/app/Cargo.toml", "[package]\n"));
  ASSERT_TRUE(copy.write(top + "/home/app/src/main.rs", std::nullopt));
  for (const char* name : {"main.o", "new.o", "../lib/generated.rs", "target"})
    std::ofstream(copy.root() + "/" + name) << "built";
  ASSERT_TRUE(copy.restore());
  EXPECT_EQ(read(copy.root() + "/main.o"), "of an earlier build");
  EXPECT_FALSE(fs::exists(copy.root() + "/../lib/generated.rs"));
  // But for the times of directories.
  std::map<std::string, std::string> after = snapshot(copy.root());
  after[copy.root() + "/src"] = before[copy.root() + "/src"];
  EXPECT_EQ(after, before);
}

TEST_F(ScratchCopyTest, NeverWritesThroughALink) {
  write("home/shared/Cargo.toml", "[package]\n");
  fs::create_symlink(top + "/home/shared", top + "/home/app/shared");
  fs::create_symlink(top + "/home/shared/Cargo.toml", top + "/home/app/linked.toml");
  ScratchCopy copy = make();
  ASSERT_TRUE(copy.write(top + "/home/app/shared/Cargo.toml", "changed"));
  EXPECT_EQ(read(copy.root() + "/shared/Cargo.toml"), "changed");
  ASSERT_TRUE(copy.write(top + "/home/app/linked.toml", "changed"));
  EXPECT_EQ(read(top + "/home/shared/Cargo.toml"), "[package]\n");
  Status refused = copy.write("/etc/passwd-of-nobody", "x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "/etc/passwd-of-nobody is not part of the workspace's copy");
}

TEST_F(ScratchCopyTest, GoesElsewhereWhereTheCacheIsBeneathOtherConfiguration) {
  write("cache/.cargo/config.toml", "[build]\n");
  ScratchCopy copy = make();
  EXPECT_TRUE(copy.root().starts_with(top + "/home/.makespan-scratch/"));
}

TEST_F(ScratchCopyTest, SaysWhatIsNeededWhereThereIsNoRoom) {
  request.build_bytes = uint64_t{1} << 60;
  Result<ScratchCopy> copy = ScratchCopy::create(real_file_system(), commands, request);
  ASSERT_FALSE(copy);
  EXPECT_EQ(copy.error().kind, ErrorKind::no_space);
  EXPECT_TRUE(copy.error().message.starts_with("there is no place for a scratch copy of " + top +
                                               "/home/app: "))
      << copy.error().message;
  EXPECT_NE(copy.error().message.find(" MB free, and 1152921"), std::string::npos)
      << copy.error().message;
}

TEST_F(ScratchCopyTest, LeavesNothingBehindWhenItIsStopped) {
  request.stop = [] { return true; };
  EXPECT_FALSE(ScratchCopy::create(real_file_system(), commands, request));
  EXPECT_FALSE(fs::exists(top + "/cache/makespan/scratch"));
}

// Answers rustc as rustup would with an override set for one directory.
struct OverridingRunner final : CommandRunner {
  std::string overridden;
  Result<CommandOutput> run(const std::vector<std::string>& command, const std::string& directory,
                            std::chrono::milliseconds, const std::function<bool()>&) override {
    std::string stable = "rustc 1.95.0\nhost: x\n";
    std::string nightly = "rustc 1.99.0-nightly\nhost: x\n";
    if (command[0] == "rustup")
      return CommandOutput{.standard_output = "nightly-x (directory override for '/x')\n"};
    if (command[0] == "env")
      return CommandOutput{.standard_output = command[1] == known ? nightly : stable};
    return CommandOutput{.standard_output = directory == overridden ? nightly : stable};
  }
  std::string known = "RUSTUP_TOOLCHAIN=nightly-x";
};

TEST_F(ScratchCopyTest, TakesAToolchainOverrideAlong) {
  OverridingRunner runner;
  runner.overridden = request.workspace_root;
  Result<ScratchCopy> copy = ScratchCopy::create(real_file_system(), runner, request);
  ASSERT_TRUE(copy) << copy.error().message;
  EXPECT_EQ(copy->environment().back().name, "RUSTUP_TOOLCHAIN");
  EXPECT_EQ(copy->environment().back().value, "nightly-x");
}

TEST_F(ScratchCopyTest, RefusesAnotherToolchain) {
  OverridingRunner runner;
  runner.overridden = request.workspace_root;
  runner.known = "none";
  Result<ScratchCopy> copy = ScratchCopy::create(real_file_system(), runner, request);
  ASSERT_FALSE(copy);
  EXPECT_EQ(copy.error().message, "rustc in " + request.workspace_root +
                                      " is `rustc 1.99.0-nightly`, but in a copy of it `rustc "
                                      "1.95.0`");
}

TEST_F(ScratchCopyTest, RewritesPathsInWordsOfACommand) {
  ScratchCopy copy = make();
  std::string root = top + "/home/app";
  EXPECT_EQ(copy.rewritten(root), copy.root());
  EXPECT_EQ(copy.rewritten("--manifest-path=" + root + "/Cargo.toml"),
            "--manifest-path=" + copy.root() + "/Cargo.toml");
  EXPECT_EQ(copy.rewritten("-L" + root + "/lib"), "-L" + copy.root() + "/lib");
  EXPECT_EQ(copy.rewritten(root + "s/x " + root), root + "s/x " + copy.root());
  EXPECT_EQ(copy.rewritten("/x" + root), "/x" + root);
  EXPECT_EQ(copy.rewritten(root + "/target/debug/app"), copy.target_directory() + "/debug/app");
}

TEST_F(ScratchCopyTest, RewritesATargetDirectoryOutside) {
  write("fast/t/.rustc_info.json", "{}");
  fs::create_symlink(top + "/fast", top + "/short");
  request.target_directory = top + "/short/t";
  ScratchCopy copy = make();
  std::string root = top + "/home/app";
  EXPECT_EQ(copy.target_directory(), copy.directory() + "/target");
  for (const char* name : {"/fast", "/short"})
    EXPECT_EQ(copy.rewritten(top + name + "/t/release/app --in " + root),
              copy.target_directory() + "/release/app --in " + copy.root());
  EXPECT_EQ(copy.rewritten(top + "/fast/tools/ld"), top + "/fast/tools/ld");
}

TEST_F(ScratchCopyTest, LeavesATargetDirectoryThatHoldsTheWorkspaceInWords) {
  request.target_directory = top + "/home";
  ScratchCopy copy = make();
  EXPECT_EQ(copy.rewritten(top + "/home/app/x"), copy.root() + "/x");
  EXPECT_EQ(copy.rewritten(top + "/home/release/app"), top + "/home/release/app");
}

}  // namespace
}  // namespace makespan
