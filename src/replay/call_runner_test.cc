// The real runner, with the C compiler that built it.
#include "replay/call_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "replay/changed_call.h"
#include "replay/testing/words.h"
#include "system/file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

using testing::HasSubstr;

struct Runner : testing::Test {
  Runner() {
    std::filesystem::create_directories(folder + "/w/target");
    write("/w/x.c", "int f(void) { return 1; }\n");
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder + name) << text;
  }
  CompilerCall cc(const std::string& line) {
    return {.kind = CallKind::c,
            .label = "x.c",
            .executable = std::filesystem::canonical("/usr/bin/cc").string(),
            .arguments = words_of(line),
            .working_directory = folder + "/w",
            .environment = {{"PATH", "/usr/bin:/bin"}}};
  }
  Result<CallRun> run(const CompilerCall& call, std::function<bool()> cancelled = {}) {
    Result<CompilerCall> ready = changed_call(call, {}, scratch);
    if (!ready) return tl::unexpected(ready.error());
    return make_call_runner({.cores = 2, .cancelled = std::move(cancelled)})->run(*ready, scratch);
  }
  // Every file below the working directory, with its size.
  std::string state() {
    std::string text;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder + "/w"))
      text += entry.path().string() + "\n";
    return text;
  }

  TemporaryDirectory directory;
  std::string folder = directory.path();
  std::string scratch = folder + "/scratch";
};

TEST_F(Runner, MeasuresACallAndLeavesNothingBehind) {
  std::string before = state();
  Result<CallRun> run = this->run(cc("cc -O0 -c x.c -o target/x.o"));
  ASSERT_TRUE(run.has_value()) << run.error().message;
  EXPECT_GT(run->cost.cpu(), Duration());
  EXPECT_GT(run->cost.other, Duration()) << "the compiler proper is a child";
  EXPECT_GT(run->cost.wall, Duration());
  EXPECT_EQ(state(), before);
  EXPECT_TRUE(std::filesystem::is_empty(scratch));
}

TEST_F(Runner, SaysWhatTheCompilerSaid) {
  write("/w/x.c", "int f(void) { return }\n");
  Result<CallRun> run = this->run(cc("cc -c x.c -o target/x.o"));
  ASSERT_FALSE(run.has_value());
  EXPECT_THAT(run.error().message, HasSubstr("x.c failed when it was run again: x.c: In function"));
  EXPECT_TRUE(std::filesystem::is_empty(scratch));
}

TEST_F(Runner, StopsWhenCancelledAndCleansUp) {
  // The compiler waits for its source, which never comes.
  ASSERT_EQ(std::system(("mkfifo " + folder + "/w/endless.c").c_str()), 0);
  Result<CallRun> run = this->run(cc("cc -c endless.c -o target/x.o"), [] { return true; });
  ASSERT_FALSE(run.has_value());
  EXPECT_EQ(run.error().message, "stopped");
  EXPECT_TRUE(std::filesystem::is_empty(scratch));
}

}  // namespace
}  // namespace makespan
