#include "gather/last_build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

UnixTime at(int milliseconds) {
  return UnixTime::at(Duration::milliseconds(1'767'225'600'001 + milliseconds));
}

TEST(LastBuild, IsFoundFromAnywhereInTheProject) {
  MemoryFileSystem files;
  files.add("/w/Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.3.0\"\n");
  files.add("/w/Cargo.lock", "[[package]]\nname = \"app\"\nversion = \"0.3.0\"\n");
  files.add("/w/src/main.rs", "");
  std::string folder = "/out/debug/.fingerprint/app-00000000000000aa/";
  files.add(folder + "invoked.timestamp", "x", at(0));
  files.add(folder + "dep-bin-app", "x", at(0));
  files.add(folder + "bin-app", "0011223344556677", at(1250));
  files.add(folder + "bin-app.json", "{\"features\":\"[]\",\"deps\":[]}", at(1250));
  files.add("/out/debug/deps/app-00000000000000aa", "elf", at(1200));
  Trace trace = read_last_build(files, "/w/src", {.target_dir = "/out"}, "").value();
  ASSERT_EQ(trace.tasks.size(), 1U);
  EXPECT_EQ(trace.tasks[0].kind, TaskKind::binary);
  EXPECT_EQ(trace.text(trace.tasks[0].version), "0.3.0");
  EXPECT_TRUE(trace.tasks[0].local);
  EXPECT_EQ(trace.tasks[0].wall, Duration::milliseconds(1250));
  EXPECT_EQ(trace.run.project_root, "/w");
}

TEST(LastBuild, WithoutAProjectSaysWhatToRun) {
  MemoryFileSystem files;
  EXPECT_EQ(read_last_build(files, "/tmp", {}, "").error().message,
            "no Cargo.toml in /tmp or above it; to record any build: makespan run -- COMMAND");
}

}  // namespace
}  // namespace makespan
