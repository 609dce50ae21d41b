#include "replay/compiler_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/cargo/testing/recorded_build.h"
#include "replay/testing/words.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<std::pair<std::string, std::string>> kEnvironment = {
    {"PATH", "/usr/bin"},
    {"CARGO_PKG_NAME", "syn"},
    {"CARGO_PKG_VERSION", "2.0.1"},
    {"CARGO_MANIFEST_DIR", "/r/syn"}};
constexpr const char* kSyn =
    "rustc --crate-name syn src/lib.rs --crate-type lib --emit=dep-info,metadata,link -C "
    "metadata=5c -C extra-filename=-dd8a8c82cd584d02 --out-dir /t/debug/deps --cap-lints allow -L "
    "dependency=/t/debug/deps";
constexpr const char* kRustc = "/toolchains/stable/bin/rustc";

// A build with one compiler call of its own.
Trace built(const Started& unit) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 1000});
  Started started = unit;
  started.parent = cargo;
  started.to = 900;
  started.cpu = 500;
  build.start(started);
  return std::move(build).recognised();
}

TaskId only_task(const Trace& trace) {
  EXPECT_THAT(trace.tasks, SizeIs(1));
  return TaskId(0);
}

std::string refusal(const Trace& trace) {
  Result<CompilerCall> call = replayable_call(trace, only_task(trace));
  return call ? "none" : call.error().message;
}

TEST(ReplayableCall, HasWhatTheKernelSaw) {
  Trace trace =
      built({.command = kSyn, .executable = kRustc, .environment = kEnvironment, .folder = "/r"});
  Result<CompilerCall> call = replayable_call(trace, only_task(trace));
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_EQ(call->label, "syn 2.0.1");
  EXPECT_EQ(call->executable, kRustc);
  EXPECT_EQ(joined(call->arguments), kSyn);
  EXPECT_EQ(call->working_directory, "/r");
  EXPECT_THAT(call->environment, SizeIs(4));
  EXPECT_EQ(call->environment[0], (CallVariable{"PATH", "/usr/bin"}));
  EXPECT_EQ(call->recorded.cpu(), Duration::milliseconds(500));
  EXPECT_EQ(call->recorded.wall, Duration::milliseconds(900));
}

TEST(ReplayableCall, OfARustupProxyIsTheRealCompilers) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 1000});
  ProcessId process = build.start({.parent = cargo,
                                   .command = kSyn,
                                   .executable = "/home/.cargo/bin/rustup",
                                   .to = 900,
                                   .environment = kEnvironment});
  build.exec(process, kSyn, 5, kRustc);
  Trace trace = std::move(build).recognised();
  // The second image of this recording has no environment.
  EXPECT_EQ(refusal(trace), "syn 2.0.1 cannot be run again: its environment was not recorded");
}

TEST(ReplayableCall, BeneathAWrapperIsTheCompilers) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 1000});
  ProcessId wrapper =
      build.start({.parent = cargo, .command = "/bin/wrapper " + std::string(kSyn), .to = 900});
  build.start({.parent = wrapper,
               .command = kSyn,
               .executable = kRustc,
               .from = 10,
               .to = 890,
               .environment = kEnvironment});
  Trace trace = std::move(build).recognised();
  Result<CompilerCall> call = replayable_call(trace, only_task(trace));
  ASSERT_TRUE(call.has_value()) << call.error().message;
  EXPECT_EQ(call->executable, kRustc);
  EXPECT_EQ(call->arguments[0], "rustc");
}

TEST(ReplayableCall, OfACachesDaemonIsNotThere) {
  Trace trace = built({.command = "sccache " + std::string(kSyn), .environment = kEnvironment});
  EXPECT_EQ(refusal(trace),
            "syn 2.0.1 cannot be run again: it was compiled in a cache's daemon, which the "
            "recording does not show");
}

TEST(ReplayableCall, ThatNeedsAWithheldValueIsRefused) {
  Trace trace = built({.command = kSyn,
                       .executable = kRustc,
                       .environment = kEnvironment,
                       .withheld = {"DATABASE_URL"}});
  EXPECT_EQ(refusal(trace),
            "syn 2.0.1 cannot be run again: it needs the value of DATABASE_URL, which was withheld "
            "from the recording");
}

TEST(ReplayableCall, WithAMaskedArgumentIsRefused) {
  Trace trace = built({.command = std::string(kSyn) + " --cfg key=\"***\"",
                       .executable = kRustc,
                       .environment = kEnvironment});
  EXPECT_EQ(refusal(trace),
            "syn 2.0.1 cannot be run again: an argument that looks like a credential was withheld "
            "from the recording");
}

TEST(ReplayableCall, ThatFailedIsRefused) {
  Trace trace =
      built({.command = kSyn, .executable = kRustc, .exit_code = 1, .environment = kEnvironment});
  EXPECT_EQ(refusal(trace), "syn 2.0.1 cannot be run again: it did not succeed");
}

// --- nothing but compilers is ever run -----------------------------------------------------------

TEST(ReplayableCall, IsNoOtherProgramThatCallsItselfRustc) {
  for (const char* executable :
       {"/bin/sh", "/usr/bin/python3.11", "/t/debug/build/x/build-script-build"}) {
    Trace trace = built({.command = kSyn, .executable = executable, .environment = kEnvironment});
    EXPECT_EQ(refusal(trace), "syn 2.0.1 cannot be run again: " + std::string(executable) +
                                  " is not known to be a compiler");
  }
}

TEST(ReplayableCall, IsNoBuildScriptTestOrOtherCommand) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo test", .to = 1000});
  build.start({.parent = cargo,
               .command = "/t/debug/build/ring-1a/build-script-build",
               .to = 100,
               .environment = kEnvironment});
  build.start({.parent = cargo,
               .command = "/t/debug/deps/app-3bc3a38e30e0480d",
               .from = 100,
               .to = 200,
               .environment = kEnvironment});
  build.start({.parent = cargo,
               .command = "rustdoc --crate-name syn src/lib.rs -o /t/doc",
               .from = 200,
               .to = 300,
               .environment = kEnvironment});
  build.start({.command = "/bin/rm -rf /",
               .from = 300,
               .to = 900,
               .cpu = 500,
               .environment = kEnvironment});
  Trace trace = std::move(build).recognised();
  ASSERT_THAT(trace.tasks, SizeIs(4));
  for (uint32_t i = 0; i < 4; ++i) {
    Result<CompilerCall> call = replayable_call(trace, TaskId(i));
    ASSERT_FALSE(call.has_value()) << call->label;
    EXPECT_THAT(call.error().message, testing::EndsWith("it is no call of a compiler"));
  }
}

TEST(ReplayableCall, StartsNoLinkerThatDidNotRunThen) {
  std::string command =
      "rustc --crate-name app src/main.rs --crate-type bin --emit=link -C linker=/bin/evil -C "
      "extra-filename=-dd8a8c82cd584d02 --out-dir /t/deps";
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 1000});
  ProcessId rustc = build.start({.parent = cargo,
                                 .command = command,
                                 .executable = kRustc,
                                 .to = 900,
                                 .environment = kEnvironment});
  build.start({.parent = rustc, .command = "cc -o app", .from = 800, .to = 890});
  Trace trace = std::move(build).recognised();
  EXPECT_THAT(refusal(trace),
              testing::EndsWith("its linker /bin/evil did not run in the recording"));
}

// --- C compilers ---------------------------------------------------------------------------------

constexpr const char* kCc = "/usr/bin/x86_64-linux-gnu-gcc-12";

struct CCalls : testing::Test {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 1000});
  ProcessId script = build.start({.parent = cargo,
                                  .command = "/t/debug/build/ring-1a/build-script-build",
                                  .to = 900,
                                  .environment = kEnvironment});
  ProcessId run(const Started& started) {
    Started call = started;
    if (!call.parent.valid()) call.parent = script;
    call.from = next_++;
    call.to = 800;
    call.environment = kEnvironment;
    return build.start(call);
  }
  std::vector<std::string> labels() {
    trace_ = std::move(build).recognised();
    std::vector<std::string> labels;
    for (const CompilerCall& call : RecordedCalls(trace_).c_calls(TaskId(0))) {
      calls.push_back(call);
      labels.push_back(call.label);
    }
    return labels;
  }
  std::vector<CompilerCall> calls;

 private:
  int next_ = 1;
  Trace trace_;
};

TEST_F(CCalls, AreTheDriversLargestFirstWithAllBeneathThem) {
  ProcessId small = run({.command = "cc -c a.c -o a.o", .executable = kCc, .cpu = 10});
  ProcessId large = run({.command = "cc -c b.c -o b.o", .executable = kCc, .cpu = 10});
  run({.parent = small, .command = "/usr/lib/cc1 a.c", .cpu = 100});
  run({.parent = large, .command = "/usr/lib/cc1 b.c", .cpu = 200});
  EXPECT_THAT(labels(),
              ElementsAre("b.c of syn 2.0.1 build.rs (run)", "a.c of syn 2.0.1 build.rs (run)"));
  EXPECT_EQ(calls[0].executable, kCc);
  EXPECT_EQ(joined(calls[0].arguments), "cc -c b.c -o b.o");
  EXPECT_EQ(calls[0].recorded.cpu(), Duration::milliseconds(210));
  EXPECT_EQ(calls[0].recorded.other, Duration::milliseconds(210));
}

TEST_F(CCalls, AreNoLinksProbesScriptsOrFailures) {
  run({.command = "cc -o app a.o", .executable = kCc});
  run({.command = "cc --version", .executable = kCc});
  run({.command = "cc -E probe.c", .executable = kCc});
  run({.command = "sh -c a.c", .executable = "/bin/dash"});
  run({.command = "cc -c a.c", .executable = "/bin/dash"});
  run({.command = "make -c a.c", .executable = "/usr/bin/make"});
  run({.command = "cc -c bad.c", .executable = kCc, .exit_code = 1});
  run({.command = "ccache cc -c a.c", .executable = "/usr/bin/ccache"});
  run({.command = "clang -cc1 -c a.c", .executable = "/usr/lib/llvm-16/bin/clang"});
  EXPECT_THAT(labels(), IsEmpty());
}

TEST_F(CCalls, BeneathACacheAreTheCompilers) {
  ProcessId cache = run({.command = "ccache cc -c a.c -o a.o", .executable = "/usr/bin/ccache"});
  run({.parent = cache, .command = "cc -c a.c -o a.o", .executable = kCc});
  EXPECT_THAT(labels(), SizeIs(1));
  EXPECT_EQ(calls[0].executable, kCc);
}

}  // namespace
}  // namespace makespan
