#include "gather/target_snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

UnixTime at(int seconds) {
  return UnixTime::at(Duration::milliseconds(1'767'225'600'000 + int64_t{seconds} * 1000));
}

// A library as the old layout has it, started at `seconds` and done a second later.
void add_old_unit(MemoryFileSystem& files, const std::string& profile_folder,
                  const std::string& package, const std::string& hash, int seconds) {
  std::string fingerprint = profile_folder + "/.fingerprint/" + package + "-" + hash + "/";
  files.add(fingerprint + "invoked.timestamp", "x", at(seconds));
  files.add(fingerprint + "dep-lib-" + package, "x", at(seconds));
  files.add(fingerprint + "lib-" + package, "0011223344556677", at(seconds + 1));
  files.add(fingerprint + "lib-" + package + ".json", "{\"deps\":[]}", at(seconds + 1));
  std::string stem = profile_folder + "/deps/";
  files.add(stem + "lib" + package + "-" + hash + ".rmeta", "1234", at(seconds));
  files.add(stem + "lib" + package + "-" + hash + ".rlib", "12345678", at(seconds + 1));
  files.add(stem + package + "-" + hash + ".d", "d", at(seconds));
  files.add(stem + package + "-" + hash + ".0abc.rcgu.o", "object", at(seconds));
}

std::vector<std::string> names(const std::vector<SnapshotFile>& files) {
  std::vector<std::string> result;
  for (const SnapshotFile& file : files)
    result.push_back(file.name);
  return result;
}

TEST(TargetSnapshot, ReadsTheOldLayout) {
  MemoryFileSystem files;
  add_old_unit(files, "/t/debug", "my_lib", "00000000000000aa", 10);
  files.add("/w/Cargo.lock", "lock");
  files.add("/t/.rustc_info.json", "{}");
  TargetSnapshot snapshot =
      read_target_snapshot(files, {.build_directory = "/t", .workspace_root = "/w"}).value();
  EXPECT_EQ(snapshot.profile, "debug");
  EXPECT_EQ(snapshot.lock_file, "lock");
  EXPECT_EQ(snapshot.rustc_info, "{}");
  ASSERT_EQ(snapshot.units.size(), 1U);
  const UnitDirectory& unit = snapshot.units[0];
  EXPECT_EQ(unit.package, "my_lib");
  EXPECT_EQ(unit.hash, "00000000000000aa");
  EXPECT_THAT(names(unit.fingerprint),
              ElementsAre("dep-lib-my_lib", "invoked.timestamp", "lib-my_lib", "lib-my_lib.json"));
  EXPECT_EQ(unit.fingerprint[1].modified, at(10));
  EXPECT_EQ(unit.fingerprint[2].text, "0011223344556677");
  EXPECT_EQ(unit.fingerprint[2].modified, at(11));
  EXPECT_EQ(unit.fingerprint[3].text, "{\"deps\":[]}");
  EXPECT_THAT(names(unit.outputs),
              ElementsAre("libmy_lib-00000000000000aa.rlib", "libmy_lib-00000000000000aa.rmeta"));
  EXPECT_EQ(unit.outputs[0].bytes, 8U);
  EXPECT_EQ(unit.dep_info, "d");
}

TEST(TargetSnapshot, ReadsTheNewLayout) {
  MemoryFileSystem files;
  std::string unit = "/t/debug/build/my-lib/00000000000000aa/";
  files.add("/t/debug/.cargo-lock", "");
  files.add(unit + "fingerprint/invoked.timestamp", "x", at(10));
  files.add(unit + "fingerprint/lib-my_lib", "0011223344556677", at(11));
  files.add(unit + "out/libmy_lib-00000000000000aa.rmeta", "1234", at(10));
  files.add(unit + "out/my_lib-00000000000000aa.d", "d", at(10));
  std::string run = "/t/debug/build/my-lib/00000000000000bb/";
  files.add(run + "fingerprint/run-build-script-build-script-build", "0011223344556677", at(9));
  files.add(run + "run/invoked.timestamp", "x", at(8));
  files.add(run + "out/huge.rlib", "what the script wrote", at(8));
  TargetSnapshot snapshot =
      read_target_snapshot(files, {.build_directory = "/t", .workspace_root = "/w"}).value();
  ASSERT_EQ(snapshot.units.size(), 2U);
  EXPECT_EQ(snapshot.units[0].package, "my-lib");
  EXPECT_THAT(names(snapshot.units[0].outputs), ElementsAre("libmy_lib-00000000000000aa.rmeta"));
  EXPECT_EQ(snapshot.units[0].dep_info, "d");
  EXPECT_EQ(snapshot.units[1].hash, "00000000000000bb");
  EXPECT_EQ(snapshot.units[1].script_started, at(8));
  EXPECT_THAT(snapshot.units[1].outputs, IsEmpty());
}

TEST(TargetSnapshot, ReadsBuildScriptsOfTheOldLayout) {
  MemoryFileSystem files;
  std::string root = "/t/debug/";
  files.add(root + ".fingerprint/n-00000000000000aa/build-script-build-script-build",
            "0011223344556677", at(3));
  files.add(root + "build/n-00000000000000aa/build_script_build-00000000000000aa", "elf", at(3));
  files.add(root + "build/n-00000000000000aa/build_script_build-00000000000000aa.d", "d", at(2));
  files.add(root + ".fingerprint/n-00000000000000bb/run-build-script-build-script-build",
            "0011223344556677", at(5));
  files.add(root + "build/n-00000000000000bb/invoked.timestamp", "x", at(4));
  TargetSnapshot snapshot =
      read_target_snapshot(files, {.build_directory = "/t", .workspace_root = "/w"}).value();
  ASSERT_EQ(snapshot.units.size(), 2U);
  EXPECT_EQ(snapshot.units[0].dep_info, "d");
  EXPECT_THAT(names(snapshot.units[0].outputs), ElementsAre("build_script_build-00000000000000aa"));
  EXPECT_EQ(snapshot.units[1].script_started, at(4));
}

TEST(TargetSnapshot, TakesTheTriplesOfAProfileTogetherButNoForeignTargetDirectory) {
  MemoryFileSystem files;
  add_old_unit(files, "/t/debug", "a", "00000000000000aa", 10);
  add_old_unit(files, "/t/wasm32-unknown-unknown/debug", "b", "00000000000000bb", 10);
  add_old_unit(files, "/t/rust-analyzer/debug", "c", "00000000000000cc", 10);
  files.add("/t/rust-analyzer/.rustc_info.json", "{}");
  TargetSnapshot snapshot =
      read_target_snapshot(files, {.build_directory = "/t", .workspace_root = "/w"}).value();
  ASSERT_EQ(snapshot.units.size(), 2U);
  EXPECT_EQ(snapshot.units[0].platform, "");
  EXPECT_EQ(snapshot.units[1].platform, "wasm32-unknown-unknown");
}

TEST(TargetSnapshot, ShowsTheProfileThatWasBuiltLastUnlessAskedForAnother) {
  MemoryFileSystem files;
  add_old_unit(files, "/t/debug", "a", "00000000000000aa", 10);
  add_old_unit(files, "/t/release", "b", "00000000000000bb", 20);
  add_old_unit(files, "/t/fast", "c", "00000000000000cc", 15);
  SnapshotRequest request{.build_directory = "/t", .workspace_root = "/w"};
  TargetSnapshot snapshot = read_target_snapshot(files, request).value();
  EXPECT_EQ(snapshot.profile, "release");
  ASSERT_EQ(snapshot.other_profiles.size(), 2U);
  EXPECT_EQ(snapshot.other_profiles[0].name, "debug");
  EXPECT_EQ(snapshot.other_profiles[0].units, 1U);
  EXPECT_EQ(snapshot.other_profiles[0].newest, at(10));

  request.profile = "dev";
  EXPECT_EQ(read_target_snapshot(files, request).value().profile, "debug");
  request.profile = "fast";
  EXPECT_EQ(read_target_snapshot(files, request).value().profile, "fast");
  request.profile = "slow";
  EXPECT_EQ(read_target_snapshot(files, request).error().message,
            "/t holds no build of the profile slow, but of: debug, fast, release");
}

TEST(TargetSnapshot, SaysWhatToRunWhereNothingWasBuilt) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "");
  SnapshotRequest request{.build_directory = "/w/target", .workspace_root = "/w"};
  EXPECT_EQ(read_target_snapshot(files, request).error().message,
            "/w/target is not there: nothing was built yet; to record a build: makespan run -- "
            "cargo build");
  files.add("/w/target/CACHEDIR.TAG", "");
  EXPECT_EQ(read_target_snapshot(files, request).error().message,
            "/w/target holds no build of cargo's; to record a build: makespan run -- cargo build");
  files.add("/w/target/debug/.fingerprint/README", "");
  EXPECT_THAT(read_target_snapshot(files, request).error().message,
              HasSubstr("holds no unit of cargo's"));
}

TEST(TargetSnapshot, KeepsTheMessagesOfAUnitThatFailed) {
  MemoryFileSystem files;
  std::string folder = "/t/debug/.fingerprint/a-00000000000000aa/";
  files.add(folder + "invoked.timestamp", "x", at(1));
  files.add(folder + "lib-a", "", at(1));
  files.add(folder + "output-lib-a", "why", at(2));
  TargetSnapshot snapshot =
      read_target_snapshot(files, {.build_directory = "/t", .workspace_root = "/w"}).value();
  ASSERT_EQ(snapshot.units.size(), 1U);
  EXPECT_EQ(snapshot.units[0].fingerprint[2].text, "why");
  EXPECT_NE(snapshot.units[0].directory_modified, std::nullopt);
}

}  // namespace
}  // namespace makespan
