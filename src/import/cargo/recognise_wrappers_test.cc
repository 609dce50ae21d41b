// What stands between cargo and the compiler: wrappers, scripts, caches and their daemons.

#include <gtest/gtest.h>

#include "import/cargo/recognise_cargo.h"
#include "import/cargo/testing/recorded_build.h"

namespace makespan {
namespace {

TEST(RecogniseWrappers, a_wrapper_and_the_compiler_beneath_it_are_one_unit) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  Started wrapper = library(cargo, "a", 10, 100);
  Started rustc = wrapper;
  wrapper.command = "wrap " + wrapper.command;
  wrapper.environment.clear();  // the recorder keeps a compiler's only
  wrapper.cpu = 1;
  ProcessId parent = build.start(wrapper);
  rustc.parent = parent;
  rustc.from = 15;
  rustc.cpu = 50;
  build.start(rustc);
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.tasks.size(), 1);
  const Task& a = task_called(trace, "a 1.0.0");
  EXPECT_EQ(a.start, Timestamp::at(Duration::milliseconds(10)));
  EXPECT_EQ(a.cpu, Duration::milliseconds(51));
  EXPECT_TRUE(trace.diagnostics.empty());
}

TEST(RecogniseWrappers, a_wrapper_script_that_becomes_the_compiler) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  Started wrapper = library(cargo, "a", 10, 100);
  std::string command = wrapper.command;
  wrapper.command = "/bin/sh /w/wrap.sh " + command;
  ProcessId process = build.start(wrapper);
  build.exec(process, command, 12, "/r/bin/rustc");
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.tasks.size(), 1);
  EXPECT_EQ(trace.tasks[0].cpu, Duration::milliseconds(90));
  EXPECT_TRUE(trace.diagnostics.empty());
}

TEST(RecogniseWrappers, what_a_caches_daemon_compiled_has_no_known_cpu) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  Started client = library(cargo, "a", 10, 100);
  client.command = "sccache " + client.command;
  build.start(client);
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.tasks.size(), 1);
  EXPECT_EQ(trace.tasks[0].cpu, std::nullopt);
  EXPECT_EQ(trace.sections[0].cpu, std::nullopt);
  ASSERT_EQ(trace.diagnostics.sorted().size(), 1);
  EXPECT_EQ(trace.diagnostics.sorted()[0].message,
            "`a 1.0.0` went through a compiler cache, and no compiler ran beneath it: CPU spent "
            "in a cache's daemon is unknown");
}

TEST(RecogniseWrappers, a_recorded_daemons_compiler_belongs_to_its_clients_unit) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  Started rustc = library(cargo, "a", 10, 100);
  Started client = rustc;
  client.command = "sccache " + client.command;
  client.cpu = 1;
  ProcessId process = build.start(client);
  ProcessId server = build.start({.parent = process,
                                  .command = "/usr/bin/sccache",
                                  .from = 12,
                                  .to = 900,
                                  .cpu = 7,
                                  .left_behind = true});
  rustc.parent = server;
  rustc.from = 20;
  rustc.cpu = 70;
  build.start(rustc);
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.tasks.size(), 1);
  EXPECT_EQ(trace.tasks[0].cpu, Duration::milliseconds(71));
}

}  // namespace
}  // namespace makespan
