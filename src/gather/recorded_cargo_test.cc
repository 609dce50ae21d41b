#include "gather/recorded_cargo.h"

#include <gtest/gtest.h>

#include <utility>

#include "model/trace_builder.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

// A recording of one rustc with these arguments, in the project /w.
Trace recording(const std::vector<std::string>& arguments) {
  TraceBuilder builder;
  builder.run().project_root = "/w";
  ProcessId rustc = builder.add_process({.pid = 7});
  std::vector<StringId> words;
  for (const std::string& argument : arguments)
    words.push_back(builder.intern(argument));
  builder.add_image({.process = rustc, .working_directory = builder.intern("/w")}, words, {});
  return std::move(builder).finish().value();
}

MemoryFileSystem disk_with_one_unit(const std::string& profile) {
  MemoryFileSystem files;
  std::string folder = profile + "/.fingerprint/syn-00112233445566aa";
  files.add(folder + "/lib-syn", "0011223344556677", UnixTime::at(Duration::seconds(5)));
  files.add(folder + "/lib-syn.json", "{}", UnixTime::at(Duration::seconds(5)));
  files.add(folder + "/invoked.timestamp", "", UnixTime::at(Duration::seconds(4)));
  files.add("/w/Cargo.lock", "version = 4");
  return files;
}

TEST(RecordedCargo, ReadsTheProfileThatARustcWroteInto) {
  MemoryFileSystem files = disk_with_one_unit("/t/debug");
  RecordedCargo cargo =
      gather_recorded_cargo(files, recording({"rustc", "--out-dir", "/t/debug/deps"}));
  ASSERT_EQ(cargo.unit_graphs.size(), 1U);
  ASSERT_EQ(cargo.unit_graphs[0].units.size(), 1U);
  EXPECT_EQ(cargo.unit_graphs[0].units[0].package, "syn");
  EXPECT_EQ(cargo.lock_file, "version = 4");
}

TEST(RecordedCargo, ReadsOnceWhatSeveralUnitsWroteInto) {
  MemoryFileSystem files = disk_with_one_unit("/w/target/debug");
  RecordedCargo cargo = gather_recorded_cargo(
      files, recording({"rustc", "--out-dir", "target/debug/deps", "--target", "x86"}));
  EXPECT_EQ(cargo.unit_graphs.size(), 1U);
}

TEST(RecordedCargo, TellsLessWhereTheDirectoryIsGone) {
  MemoryFileSystem files;
  RecordedCargo cargo =
      gather_recorded_cargo(files, recording({"rustc", "--out-dir", "/t/debug/deps"}));
  EXPECT_TRUE(cargo.unit_graphs.empty());
  EXPECT_EQ(cargo.lock_file, "");
}

TEST(RecordedCargo, ReadsTheConfigurationOfEachCargosDirectory) {
  MemoryFileSystem files;
  files.add("/w/.cargo/config.toml", "[build]\njobs = 3\n");
  RecordedCargo cargo = gather_recorded_cargo(files, recording({"cargo", "build"}));
  ASSERT_EQ(cargo.configured_jobs.size(), 1U);
  EXPECT_EQ(cargo.configured_jobs[0].directory, "/w");
  EXPECT_EQ(cargo.configured_jobs[0].jobs, 3);
}

TEST(RecordedCargo, LooksAtNothingWithoutARustc) {
  MemoryFileSystem files;
  gather_recorded_cargo(files, recording({"cc", "-c", "a.c"}));
  EXPECT_EQ(files.reads(), 1);  // Cargo.lock
}

}  // namespace
}  // namespace makespan
