// What cargo, nextest and runners start of what was built: tests, doctests.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/cargo/recognise_cargo.h"
#include "import/cargo/testing/recorded_build.h"

namespace makespan {
namespace {

using testing::ElementsAre;

TEST(RecogniseRuns, tests_run_and_doctests) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo test", .to = 900, .exit_code = 101});
  build.start({.parent = cargo,
               .command = "rustc --crate-name it tests/it.rs --test --emit=dep-info,link "
                          "-C extra-filename=-0123456789abcdef --out-dir /t/debug/deps",
               .from = 10,
               .to = 50});
  build.start({.parent = cargo,
               .command = "/t/debug/deps/it-0123456789abcdef",
               .from = 60,
               .to = 90,
               .exit_code = 101});
  ProcessId doctest = build.start({.parent = cargo,
                                   .command = "rustdoc --crate-name a --test src/lib.rs",
                                   .from = 100,
                                   .to = 200,
                                   .cpu = 1});
  build.start({.parent = doctest,
               .command = "rustc --crate-name rust_out - --emit=link",
               .from = 110,
               .to = 150,
               .cpu = 20});
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(edges_of(trace), "it (tests run): it (test) all");
  EXPECT_EQ(*task_called(trace, "a (doctests)").cpu, Duration::milliseconds(21));
  EXPECT_THAT(trace.invocations[0].failed, ElementsAre("it (tests run)"));
}

// The kernel names a program by where it lies; cargo calls it by the path that it was told.
TEST(RecogniseRuns, a_target_directory_that_is_a_link_loses_no_edge) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo test", .to = 900});
  build.start({.parent = cargo,
               .command = "rustc --crate-name build_script_build build.rs --crate-type bin "
                          "--emit=dep-info,link --out-dir /w/target/debug/build/a-1111111111111111",
               .from = 10,
               .to = 50,
               .environment = {{"CARGO_PKG_NAME", "a"}}});
  build.start({.parent = cargo,
               .command = "/w/target/debug/build/a-1111111111111111/build-script-build",
               .executable = "/fast/debug/build/a-1111111111111111/build-script-build",
               .from = 60,
               .to = 90,
               .environment = {{"CARGO_PKG_NAME", "a"}}});
  build.start({.parent = cargo,
               .command = "rustc --crate-name it tests/it.rs --test --emit=dep-info,link "
                          "-C extra-filename=-0123456789abcdef --out-dir /w/target/debug/deps",
               .from = 60,
               .to = 100});
  build.start({.parent = cargo,
               .command = "/w/target/debug/deps/it-0123456789abcdef",
               .executable = "/fast/debug/deps/it-0123456789abcdef",
               .from = 110,
               .to = 150});
  EXPECT_EQ(edges_of(std::move(build).recognised()),
            "a build.rs (run): a build.rs all\n"
            "it (tests run): it (test) all");
}

// The words of nextest 0.9: its test_command.rs and double_spawn.rs. It lists the tests of each
// executable first, then starts one process a test.
TEST(RecogniseRuns, nextest_becomes_the_test_in_a_process_of_its_own) {
  RecordedBuild build;
  ProcessId outer = build.start({.command = "cargo nextest run", .to = 900});
  build.exec(outer, "/h/.cargo/bin/cargo-nextest nextest run", 5);
  ProcessId inner = build.start({.parent = outer,
                                 .command = "/r/bin/cargo test --no-run --message-format json",
                                 .from = 10,
                                 .to = 100});
  build.start({.parent = inner,
               .command = "rustc --crate-name it tests/it.rs --test --emit=dep-info,link "
                          "-C extra-filename=-0123456789abcdef --out-dir /t/debug/deps",
               .from = 20,
               .to = 90,
               .environment = {{"CARGO_PKG_NAME", "app"}, {"CARGO_PKG_VERSION", "0.1.0"}}});
  const std::string test = "/t/debug/deps/it-0123456789abcdef";
  for (int from : {110, 200}) {
    ProcessId process =
        build.start({.parent = outer,
                     .command = "/proc/self/exe __double-spawn -- " + test + " --exact\\ a",
                     .executable = "/h/.cargo/bin/cargo-nextest",
                     .from = from,
                     .to = from + 50,
                     .cpu = 30});
    build.exec(process, test + " --exact a", from + 5);
    build.start({.parent = process, .command = "sleep 1", .from = from + 10, .to = from + 20});
  }
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(edges_of(trace),
            "app/it 0.1.0 (tests run): app/it 0.1.0 (test) all\n"
            "app/it 0.1.0 (tests run): app/it 0.1.0 (test) all");
  ASSERT_EQ(trace.tasks.size(), 3);
  for (uint32_t i : {1, 2}) {
    EXPECT_EQ(trace.tasks[i].kind, TaskKind::test_run);
    EXPECT_EQ(trace.text(trace.tasks[i].unit_hash), "0123456789abcdef");
    EXPECT_EQ(trace.tasks[i].invocation, InvocationId(0));
  }
  EXPECT_EQ(trace.invocations[0].command, "cargo nextest run");
}

TEST(RecogniseRuns, a_runner_is_called_after_the_test_that_it_starts) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo test --target x", .to = 900});
  build.start({.parent = cargo,
               .command = "rustc --crate-name it tests/it.rs --test --emit=dep-info,link --target "
                          "x -C extra-filename=-0123456789abcdef --out-dir /t/x/debug/deps",
               .from = 10,
               .to = 50});
  build.start({.parent = cargo,
               .command = "/usr/bin/qemu-x -L /usr/x /t/x/debug/deps/it-0123456789abcdef -q",
               .from = 60,
               .to = 90});
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(edges_of(trace), "it (tests run): it (test) all");
}

TEST(RecogniseRuns, what_reads_a_test_executable_does_not_run_it) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo-llvm-cov llvm-cov", .to = 900});
  build.start({.parent = cargo,
               .command = "/r/bin/llvm-cov report -instr-profile=/t/a.profdata -object "
                          "/t/debug/deps/it-0123456789abcdef",
               .from = 60,
               .to = 90});
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.tasks.size(), 1);
  EXPECT_EQ(task_label(trace, TaskId(0)), "llvm-cov (run)");
}

}  // namespace
}  // namespace makespan
