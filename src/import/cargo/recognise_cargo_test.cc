#include "import/cargo/recognise_cargo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/cargo/testing/recorded_build.h"

namespace makespan {
namespace {

using testing::ElementsAre;

constexpr const char* kDeps = " --out-dir /t/debug/deps ";

TEST(RecogniseCargo, a_library_and_a_binary) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "/bin/cargo build -p app", .to = 900, .cpu = 5});
  build.start({.parent = cargo, .command = "rustc -vV", .from = 1, .to = 2});
  build.start(library(cargo, "a", 10, 100, "--cfg feature=\"std\""));
  build.start(library(cargo, "b", 50, 200, extern_of("a", ".rmeta")));
  build.start(binary(cargo, "app", 210, 400, extern_of("a", ".rlib") + extern_of("b", ".rlib")));
  Trace trace = std::move(build).recognised();

  ASSERT_EQ(trace.tasks.size(), 3);
  EXPECT_EQ(edges_of(trace),
            "b 1.0.0: a 1.0.0 metadata\n"
            "app 0.1.0 (bin): a 1.0.0 all, b 1.0.0 all");
  const Task& a = task_called(trace, "a 1.0.0");
  EXPECT_EQ(a.kind, TaskKind::library);
  EXPECT_FALSE(a.local);
  EXPECT_EQ(a.cpu, Duration::milliseconds(90));
  EXPECT_EQ(trace.text(trace.lists[a.features.first]), "std");
  EXPECT_TRUE(task_called(trace, "app 0.1.0 (bin)").local);

  ASSERT_EQ(trace.invocations.size(), 1);
  const Invocation& invocation = trace.invocations[0];
  EXPECT_EQ(invocation.command, "cargo build -p app");
  EXPECT_EQ(invocation.profile, "dev");
  EXPECT_EQ(invocation.target_directory, "/t");
  EXPECT_EQ(invocation.jobs, 2);
  EXPECT_EQ(invocation.fresh, std::nullopt);
}

// What a damaged recording has, and execve() with an empty argv.
TEST(RecogniseCargo, programs_without_arguments_are_no_units) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  for (const char* program : {"rustc", "rustdoc", "clippy-driver", "cargo", "cargo-nextest", "cc",
                              "/t/debug/deps/app-0123456789abcdef"})
    build.start({.parent = cargo, .executable = program, .from = 10, .to = 20});
  build.start(library(cargo, "a", 10, 100));
  EXPECT_EQ(task_called(std::move(build).recognised(), "a 1.0.0").kind, TaskKind::library);
}

TEST(RecogniseCargo, a_check_waits_for_the_ends_of_its_dependencies) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo check", .to = 900});
  std::string check = "rustc --crate-name a a.rs --crate-type lib --emit=dep-info,metadata";
  build.start({.parent = cargo, .command = check + kDeps, .from = 1, .to = 50});
  build.start({.parent = cargo,
               .command = "rustc --crate-name b b.rs --crate-type lib --emit=dep-info,metadata " +
                          std::string(kDeps) + "--extern a=/t/debug/deps/liba.rmeta",
               .from = 60,
               .to = 90});
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(edges_of(trace), "b: a all");
  EXPECT_EQ(trace.tasks[0].mode, TaskMode::check);
  EXPECT_EQ(trace.tasks[0].metadata_ready, std::nullopt);
}

TEST(RecogniseCargo, sections_of_a_compiler_come_from_its_threads_and_children) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  Started app = binary(cargo, "app", 100, 500);
  app.cpu = 200;
  ProcessId rustc = build.start(app);
  ThreadId main = build.thread(rustc, {.name = "rustc", .from = 105, .to = 490, .cpu = 120});
  ThreadId coordinator = build.thread(rustc, {.name = "coordinator",
                                              .from = 200,
                                              .to = 400,
                                              .cpu = 2,
                                              .spawner = main,
                                              .spawner_cpu = 90});
  build.thread(rustc,
               {.name = "opt cgu.00", .from = 210, .to = 260, .cpu = 40, .spawner = coordinator});
  build.thread(rustc, {.name = "lto cgu.00", .from = 300, .to = 330, .cpu = 25});
  ProcessId cc =
      build.start({.parent = rustc, .command = "cc -o app", .from = 410, .to = 480, .cpu = 3});
  build.start({.parent = cc, .command = "ld app.o", .from = 412, .to = 479, .cpu = 60});
  Trace trace = std::move(build).recognised();

  std::string sections;
  Duration sum;
  for (const Section& section : trace.sections) {
    sections += std::string(word(section.kind)) + " " + std::string(trace.text(section.name)) +
                " " + std::to_string(section.start.since_epoch().nanoseconds() / 1000000) + "+" +
                std::to_string(section.wall.nanoseconds() / 1000000) + " " +
                std::to_string(section.cpu->nanoseconds() / 1000000) + "\n";
    sum += *section.cpu;
  }
  // The main thread: 200 less its four threads' 187 = 13, all of it the frontend's.
  EXPECT_EQ(sections,
            "frontend  100+100 103\n"
            "other  200+300 32\n"
            "codegen cgu.00 210+50 40\n"
            "lto cgu.00 300+30 25\n"
            "link  410+70 63\n");
  EXPECT_EQ(sum, *trace.tasks[0].cpu);
  EXPECT_EQ(sum, Duration::milliseconds(263));
}

TEST(RecogniseCargo, fat_lto_runs_between_the_coordinator_and_the_link) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  Started app = binary(cargo, "app", 100, 800, "-C lto=fat");
  app.cpu = 560;
  ProcessId rustc = build.start(app);
  ThreadId main = build.thread(rustc, {.name = "rustc", .from = 105, .to = 790, .cpu = 550});
  build.thread(rustc,
               {.name = "coordinator", .from = 150, .to = 200, .spawner = main, .spawner_cpu = 40});
  build.start({.parent = rustc,
               .command = "cc -o app",
               .from = 700,
               .to = 780,
               .cpu = 30,
               .spawner = main,
               .spawner_cpu = 545});
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.sections.size(), 4);
  const Section& lto = trace.sections[2];
  EXPECT_EQ(lto.kind, SectionKind::lto);
  EXPECT_EQ(lto.start, Timestamp::at(Duration::milliseconds(200)));
  EXPECT_EQ(lto.wall, Duration::milliseconds(500));
  // 545 less 40 is 505, of which at least 5 went into IR before.
  EXPECT_EQ(*lto.cpu, Duration::milliseconds(500));
}

TEST(RecogniseCargo, metadata_is_ready_when_its_file_was_written) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  ProcessId a = build.start(library(cargo, "a", 10, 100));
  build.wrote(a, "/t/debug/deps/liba-a.rmeta", 40);
  ProcessId b = build.start(library(cargo, "b", 110, 200));
  build.wrote(b, "/t/debug/deps/libb-b.rmeta", 40);  // from before: not this build's
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(task_called(trace, "a 1.0.0").metadata_ready,
            Timestamp::at(Duration::milliseconds(40)));
  EXPECT_EQ(task_called(trace, "b 1.0.0").metadata_ready,
            Timestamp::at(Duration::milliseconds(200)));
}

TEST(RecogniseCargo, build_scripts_wait_for_their_compile_and_for_links) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  auto script = [&](const std::string& package, int from, const std::string& links) {
    std::string folder = "/t/debug/build/" + package;
    build.start({.parent = cargo,
                 .command = "rustc --crate-name build_script_build build.rs --crate-type bin "
                            "--emit=dep-info,link --out-dir " +
                            folder + "-1111111111111111",
                 .from = from,
                 .to = from + 10,
                 .environment = {{"CARGO_PKG_NAME", package}}});
    return build.start({.parent = cargo,
                        .command = folder + "-1111111111111111/build-script-build",
                        .from = from + 20,
                        .to = from + 60,
                        .cpu = 10,
                        .environment = {{"CARGO_PKG_NAME", package},
                                        {"CARGO_MANIFEST_LINKS", links},
                                        {"NUM_JOBS", "7"},
                                        {"OUT_DIR", folder + "-2222222222222222/out"}}});
  };
  ProcessId run = script("z-sys", 10, "z");
  build.start({.parent = run, .command = "cc -c src/z.c -o z.o", .from = 40, .to = 60, .cpu = 15});
  build.start({.parent = run, .command = "cc --version", .from = 61, .to = 62, .cpu = 1});
  script("app", 100, "");
  Started sys = library(cargo, "z_sys", 80, 90);
  sys.environment.push_back({"OUT_DIR", "/t/debug/build/z-sys-2222222222222222/out"});
  build.start(sys);
  Started app = library(cargo, "app", 200, 300, extern_of("z_sys", ".rmeta"));
  app.environment.push_back({"OUT_DIR", "/t/debug/build/app-2222222222222222/out"});
  build.start(app);
  Trace trace = std::move(build).recognised();

  EXPECT_EQ(edges_of(trace),
            "z-sys build.rs (run): z-sys build.rs all\n"
            "z_sys 1.0.0: z-sys build.rs (run) all\n"
            "app build.rs (run): z-sys build.rs (run) all, app build.rs all\n"
            "app 1.0.0: z_sys 1.0.0 metadata, app build.rs (run) all");
  const Task& task = task_called(trace, "z-sys build.rs (run)");
  EXPECT_EQ(trace.text(task.unit_hash), "2222222222222222");
  ASSERT_EQ(task.sections.count, 2);
  const Section& compile = trace.sections[task.sections.first + 1];
  EXPECT_EQ(compile.kind, SectionKind::compile_c);
  EXPECT_EQ(trace.text(compile.name), "z.c");
  EXPECT_EQ(*trace.sections[task.sections.first].cpu, Duration::milliseconds(11));
  EXPECT_EQ(*task.cpu, Duration::milliseconds(26));
  EXPECT_EQ(trace.invocations[0].jobs, 7);
}

// Without a build script nobody is told how many jobs there are.
TEST(RecogniseCargo, jobs_are_those_of_the_command_the_environment_or_the_configuration) {
  const std::vector<ConfiguredJobs> configured = {{.directory = "/c", .jobs = 9},
                                                  {.directory = "/d", .jobs = -1}};
  auto jobs = [&](const Started& cargo) {
    RecordedBuild build;  // on two cores
    build.start(cargo);
    return std::move(build).recognised({.configured_jobs = configured}).invocations[0].jobs;
  };
  EXPECT_EQ(jobs({.command = "cargo build"}), 2);
  EXPECT_EQ(jobs({.command = "cargo build", .folder = "/c"}), 9);
  EXPECT_EQ(jobs({.command = "cargo build", .folder = "/d"}), 1);
  EXPECT_EQ(jobs({.command = "cargo build -j 3", .folder = "/c"}), 3);
  EXPECT_EQ(jobs({.command = "cargo build -j -1", .folder = "/c"}), 1);
  EXPECT_EQ(jobs({.command = "cargo build -j -99", .folder = "/c"}), 1);
  auto with = [](const std::string& value) {
    return Started{
        .command = "cargo build", .environment = {{"CARGO_BUILD_JOBS", value}}, .folder = "/c"};
  };
  EXPECT_EQ(jobs(with("5")), 5);
  EXPECT_EQ(jobs(with("-1")), 1);
  EXPECT_EQ(jobs(with("default")), 2);
}

TEST(RecogniseCargo, a_nested_cargo_is_an_invocation_of_its_own) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  ProcessId script = build.start({.parent = cargo,
                                  .command = "/t/debug/build/x-1111111111111111/build-script-build",
                                  .from = 10,
                                  .to = 500,
                                  .cpu = 5});
  ProcessId inner =
      build.start({.parent = script, .command = "cargo build -q", .from = 20, .to = 400, .cpu = 4});
  build.start(library(inner, "a", 30, 90));
  build.start({.parent = script,
               .command = "rustc --crate-name probe p.rs --emit=metadata",
               .from = 410,
               .to = 420,
               .cpu = 3});
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.invocations.size(), 2);
  EXPECT_EQ(trace.invocations[1].parent, InvocationId(0));
  ASSERT_EQ(trace.tasks.size(), 2);
  EXPECT_EQ(trace.tasks[0].invocation, InvocationId(0));
  EXPECT_EQ(trace.tasks[1].invocation, InvocationId(1));
  // Its own, the inner cargo's and the probe's: not the inner unit's.
  EXPECT_EQ(trace.tasks[0].cpu, Duration::milliseconds(12));
}

TEST(RecogniseCargo, cargo_clippy_is_one_invocation_as_typed) {
  RecordedBuild build;
  ProcessId outer = build.start(
      {.command = "cargo clippy -p app", .executable = "/h/.cargo/bin/rustup", .to = 900});
  build.exec(outer, "/r/bin/cargo clippy -p app", 5);
  build.exec(outer, "/r/bin/cargo-clippy clippy -p app", 10);
  ProcessId inner =
      build.start({.parent = outer, .command = "/r/bin/cargo check -p app", .from = 20, .to = 890});
  build.start({.parent = inner,
               .command = "/r/bin/clippy-driver /r/bin/rustc --crate-name app src/lib.rs "
                          "--crate-type lib --emit=dep-info,metadata --out-dir /t/debug/deps",
               .from = 30,
               .to = 100});
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.invocations.size(), 1);
  EXPECT_EQ(trace.invocations[0].command, "cargo clippy -p app");
  EXPECT_EQ(trace.invocations[0].start, Timestamp());
  ASSERT_EQ(trace.tasks.size(), 1);
  EXPECT_EQ(trace.tasks[0].mode, TaskMode::clippy);
  EXPECT_EQ(trace.tasks[0].invocation, InvocationId(0));
}

TEST(RecogniseCargo, cargo_run_becomes_its_program) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo run", .to = 900, .cpu = 100});
  build.start(binary(cargo, "app", 10, 100));
  build.exec(cargo, "target/debug/app", 200, "/t/debug/app");
  build.start({.parent = cargo, .command = "cargo metadata", .from = 300, .to = 310});
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(edges_of(trace), "app 0.1.0 (run): app 0.1.0 (bin) all");
  const Task& run = task_called(trace, "app 0.1.0 (run)");
  EXPECT_EQ(run.start, Timestamp::at(Duration::milliseconds(200)));
  EXPECT_EQ(run.end(), Timestamp::at(Duration::milliseconds(900)));
  EXPECT_EQ(run.cpu, std::nullopt);
  EXPECT_EQ(trace.invocations.size(), 1);
}

// `cargo doc` of a library, one that uses it, and a proc-macro that uses it on the host, where it
// is not documented.
TEST(RecogniseCargo, documentation_waits_for_that_of_its_dependencies_on_the_same_side) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo doc", .to = 900});
  auto start = [&](const std::string& command, const std::string& name, int from) {
    build.start({.parent = cargo,
                 .command = command + " --crate-name " + name + " " + name + "/src/lib.rs",
                 .from = from,
                 .to = from + 50,
                 .environment = {{"CARGO_PKG_NAME", name}, {"CARGO_PKG_VERSION", "0.1.0"}}});
  };
  const std::string checked = " --extern both=/t/debug/deps/libboth-both.rmeta";
  start("rustc --crate-type lib --emit=dep-info,metadata -C extra-filename=-both" +
            std::string(kDeps),
        "both", 10);
  start("rustdoc --crate-type lib -o /t/doc", "both", 20);
  start("rustdoc --crate-type lib -o /t/doc" + checked, "app", 100);
  start("rustdoc --crate-type proc-macro -o /t/doc" + checked, "derive", 200);
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(edges_of(trace),
            "app 0.1.0 (doc): both 0.1.0 all, both 0.1.0 (doc) all\n"
            "derive 0.1.0 (doc): both 0.1.0 all");
}

TEST(RecogniseCargo, a_failed_unit_and_what_was_not_reached) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900, .exit_code = 101});
  Started a = library(cargo, "a", 10, 100);
  a.exit_code = 1;
  build.start(a);
  Started b = library(cargo, "b", 10, 100);
  b.exit_code = 0;
  b.signal = 2;
  build.start(b);
  Trace trace =
      std::move(build).recognised({.lock_file = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n"
                                                "[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n"
                                                "dependencies = [\n \"a\",\n]\n"});
  EXPECT_EQ(task_called(trace, "a 1.0.0").outcome, TaskOutcome::failed);
  EXPECT_EQ(task_called(trace, "b 1.0.0").outcome, TaskOutcome::interrupted);
  EXPECT_THAT(trace.invocations[0].failed, ElementsAre("a 1.0.0"));
  EXPECT_THAT(trace.invocations[0].not_reached, ElementsAre("app 0.1.0"));
}

TEST(RecogniseCargo, fresh_units_are_those_that_the_built_ones_need) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  build.start(binary(cargo, "app", 10, 100));
  UnitGraph graph;
  graph.units.resize(4);
  const char* hashes[] = {"0123456789abcdef", "1111111111111111", "2222222222222222",
                          "3333333333333333"};
  for (size_t i = 0; i < 4; ++i)
    graph.units[i].hash = hashes[i];
  graph.units[0].dependencies = {{.unit = UnitId(1)}};
  graph.units[1].dependencies = {{.unit = UnitId(2)}};
  std::vector<UnitGraph> graphs = {graph, UnitGraph()};
  Trace trace = std::move(build).recognised({.unit_graphs = graphs});
  EXPECT_EQ(trace.invocations[0].fresh, 2);
}

// The folder of the package may have the name of a source in it, or of its own name's beginning.
TEST(RecogniseCargo, benches_are_told_by_the_folder_of_their_source) {
  auto kind = [](const std::string& source, const std::string& package, const std::string& folder) {
    RecordedBuild build;
    ProcessId cargo = build.start({.command = "cargo bench", .to = 900});
    build.start({.parent = cargo,
                 .command = "rustc --crate-name speed " + source + " --test --emit=dep-info,link" +
                            std::string(kDeps),
                 .environment = {{"CARGO_PKG_NAME", "p"}, {"CARGO_MANIFEST_DIR", package}},
                 .folder = folder});
    return std::move(build).recognised().tasks[0].kind;
  };
  EXPECT_EQ(kind("benches/bytes.rs", "/w/bytes", "/w/bytes"), TaskKind::bench);
  EXPECT_EQ(kind("benches/bytes/main.rs", "/w/bytes", "/w/bytes"), TaskKind::bench);
  EXPECT_EQ(kind("bytes/benches/speed.rs", "/w/bytes", "/w"), TaskKind::bench);
  EXPECT_EQ(kind("bytes/tests/benches/speed.rs", "/w/bytes", "/w"), TaskKind::test);
  EXPECT_EQ(kind("/w/bytes/benches/speed.rs", "/w/bytes", "/w"), TaskKind::bench);
  EXPECT_EQ(kind("/w/bytes-more/benches/speed.rs", "/w/bytes", "/w"), TaskKind::test);
  // Through a link the kernel has another name for the workspace than cargo.
  EXPECT_EQ(kind("crates/bytes/benches/speed.rs", "/w/crates/bytes", "/real/w"), TaskKind::bench);
  EXPECT_EQ(kind("benches/bytes.rs", "/w/bytes", "/real/w/bytes"), TaskKind::bench);
}

TEST(RecogniseCargo, sides_with_and_without_target) {
  RecordedBuild build;
  ProcessId cargo = build.start({.command = "cargo build", .to = 900});
  build.start(library(cargo, "both", 10, 20));
  build.start(library(cargo, "host", 10, 20));
  build.start({.parent = cargo,
               .command = "rustc --crate-name mac m.rs --crate-type proc-macro --emit=link "
                          "-C extra-filename=-mac" +
                          std::string(kDeps) + extern_of("both", ".rlib") +
                          extern_of("host", ".rlib"),
               .from = 30,
               .to = 40});
  build.start(binary(cargo, "app", 50, 60, extern_of("both", ".rlib") + extern_of("mac", ".so")));
  ProcessId cross = build.start({.command = "cargo build --target x", .from = 100, .to = 900});
  build.start(library(cross, "c", 110, 120));
  build.start(library(cross, "d", 130, 140, "--target x"));
  Trace trace = std::move(build).recognised();
  EXPECT_EQ(task_called(trace, "both 1.0.0").side, TaskSide::both);
  EXPECT_EQ(task_called(trace, "host 1.0.0").side, TaskSide::host);
  EXPECT_EQ(task_called(trace, "app 0.1.0 (bin)").side, TaskSide::target);
  EXPECT_EQ(task_called(trace, "c 1.0.0").side, TaskSide::host);
  EXPECT_EQ(task_called(trace, "d 1.0.0").side, TaskSide::target);
}

TEST(RecogniseCargo, without_a_cargo_each_command_that_did_something_is_a_task) {
  RecordedBuild build;
  ProcessId make = build.start({.command = "/usr/bin/make -j2", .to = 900, .cpu = 5});
  ProcessId shell =
      build.start({.parent = make, .command = "sh -c x", .from = 1, .to = 90, .cpu = 2});
  build.start({.parent = shell, .command = "/usr/bin/awk", .from = 2, .to = 80, .cpu = 3});
  ProcessId busy =
      build.start({.parent = make, .command = "python gen.py", .from = 100, .to = 400, .cpu = 80});
  build.start({.parent = busy, .command = "ls", .from = 120, .to = 130, .cpu = 1});
  build.start({.parent = busy, .from = 140, .to = 200, .cpu = 9});  // only forked
  Trace trace = std::move(build).recognised();
  std::vector<std::string> labels;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i)
    labels.push_back(task_label(trace, TaskId(i)));
  EXPECT_THAT(labels, ElementsAre("awk", "python", "ls"));
  EXPECT_EQ(*trace.tasks[1].cpu, Duration::milliseconds(89));
  EXPECT_TRUE(trace.invocations.empty());
}

TEST(RecogniseCargo, cargo_metadata_is_no_invocation_and_a_fresh_build_is_one) {
  RecordedBuild build;
  build.start({.command = "cargo metadata --format-version 1", .to = 50});
  build.start({.command = "cargo build --release", .from = 60, .to = 90});
  Trace trace = std::move(build).recognised();
  ASSERT_EQ(trace.invocations.size(), 1);
  EXPECT_EQ(trace.invocations[0].profile, "release");
  EXPECT_TRUE(trace.tasks.empty());
}

}  // namespace
}  // namespace makespan
