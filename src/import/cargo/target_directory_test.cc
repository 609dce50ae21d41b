#include "import/cargo/target_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "import/cargo/testing/snapshot_of.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kA = "00000000000000aa";
constexpr const char* kB = "00000000000000bb";
constexpr const char* kC = "00000000000000cc";
constexpr const char* kD = "00000000000000dd";
constexpr const char* kE = "00000000000000ee";

Trace import(SnapshotBuilder& builder) {
  builder.snapshot().build_directory = "/w/target";
  builder.snapshot().workspace_root = "/w";
  Result<Trace> trace = import_target_directory(builder.snapshot());
  if (!trace) {
    ADD_FAILURE() << trace.error().message;
    return {};
  }
  return std::move(*trace);
}

// "a 0.000 1.500 (metadata 0.500)": the schedule, a line a task.
std::vector<std::string> schedule(const Trace& trace) {
  std::vector<std::string> lines;
  for (const Task& task : trace.tasks) {
    char line[200];
    std::snprintf(line, sizeof line, "%s %s %.2f-%.2f", std::string(trace.text(task.name)).c_str(),
                  std::string(word(task.kind)).c_str(), task.start.seconds(), task.end().seconds());
    lines.emplace_back(line);
    if (task.metadata_ready) {
      std::snprintf(line, sizeof line, " metadata %.2f", task.metadata_ready->seconds());
      lines.back() += line;
    }
  }
  return lines;
}

std::vector<std::string> edges(const Trace& trace) {
  std::vector<std::string> lines;
  for (const Dependency& d : trace.dependencies) {
    lines.push_back(std::string(trace.text(trace.tasks[d.task.index()].target)) + " <- " +
                    std::string(trace.text(trace.tasks[d.on.index()].target)) + " " +
                    std::string(word(d.waits_for)));
  }
  return lines;
}

std::vector<std::string> codes(const Trace& trace) {
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : trace.diagnostics.sorted())
    result.push_back(diagnostic.code);
  return result;
}

// A library that pipelines, one with a build script, a proc-macro, a binary.
SnapshotBuilder workspace() {
  SnapshotBuilder builder;
  builder.library("base", kA, {.start = 10.01, .metadata = 10.5, .end = 11.5});
  builder.unit("m", kB, "lib-m", {.start = 10.02, .end = 11.2}, {},
               {std::string("libm-") + kB + ".so"});
  builder.unit("n", kC, "run-build-script-build-script-build", {.start = 11.2, .end = 11.3});
  builder.library("n", kD, {.start = 11.31, .metadata = 12, .end = 12.5}, {kA, kB, kC});
  builder.binary("app", kE, {.start = 12.5, .end = 14}, {kA, kD});
  return builder;
}

TEST(TargetDirectory, ShowsTheLastBuildsSchedule) {
  SnapshotBuilder builder = workspace();
  Trace trace = import(builder);
  EXPECT_THAT(schedule(trace),
              ElementsAre("base library 0.00-1.49 metadata 0.49", "m proc-macro 0.01-1.19",
                          "n build-script-run 1.19-1.29", "n library 1.30-2.49 metadata 1.99",
                          "app binary 2.49-3.99"));
  EXPECT_EQ(trace.run.source, RunSource::target_directory);
  EXPECT_EQ(trace.run.started, SnapshotBuilder::at(10.01));
  EXPECT_NEAR(trace.run.wall.seconds(), 3.99, 1e-6);
  EXPECT_EQ(trace.run.cpu, std::nullopt);
  EXPECT_EQ(trace.run.exit_code, std::nullopt);
  EXPECT_THAT(trace.run.command, IsEmpty());
  EXPECT_THAT(trace.run.id, ::testing::MatchesRegex("20260101-000010-[0-9a-f]{4}"));
}

TEST(TargetDirectory, KnowsWhatEachUnitWaitedFor) {
  SnapshotBuilder builder = workspace();
  EXPECT_THAT(edges(import(builder)),
              ElementsAre("n <- base metadata", "n <- m all", "n <- build-script-build all",
                          "app <- base all", "app <- n all"));
}

TEST(TargetDirectory, SplitsWhatItCanIntoSections) {
  SnapshotBuilder builder = workspace();
  Trace trace = import(builder);
  std::vector<std::string> sections;
  for (const Section& section : trace.sections) {
    sections.push_back(std::string(trace.text(trace.tasks[section.task.index()].target)) + " " +
                       std::string(word(section.kind)));
    EXPECT_EQ(section.cpu, std::nullopt);
  }
  EXPECT_THAT(sections, ElementsAre("base frontend", "base codegen", "build-script-build script",
                                    "n frontend", "n codegen"));
}

TEST(TargetDirectory, ReusedMetadataWasThereWhenTheFirstDependentStarted) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 10, .metadata = 3, .end = 12});
  builder.library("b", kB, {.start = 11.5, .metadata = 12, .end = 13}, {kA});
  builder.library("c", kC, {.start = 11.25, .metadata = 12, .end = 13}, {kA});
  builder.library("nobody-waits", kD, {.start = 10, .metadata = 3, .end = 12});
  Trace trace = import(builder);
  EXPECT_THAT(
      schedule(trace),
      ElementsAre("a library 0.00-2.00 metadata 1.25", "nobody-waits library 0.00-2.00",
                  "c library 1.25-3.00 metadata 2.00", "b library 1.50-3.00 metadata 2.00"));
  EXPECT_EQ(trace.tasks[0].sections.count, 0U);
}

TEST(TargetDirectory, AChecksEndIsItsMetadata) {
  SnapshotBuilder builder;
  builder.check("a", kA, {.start = 1.01, .metadata = 1.01, .end = 2});
  builder.check("b", kB, {.start = 2.01, .metadata = 2.01, .end = 3}, {kA});
  Trace trace = import(builder);
  EXPECT_THAT(edges(trace), ElementsAre("b <- a all"));
  EXPECT_EQ(trace.invocations[0].subcommand, "check");
  EXPECT_EQ(trace.tasks[0].mode, TaskMode::check);
  EXPECT_EQ(trace.tasks[0].metadata_ready, std::nullopt);
}

TEST(TargetDirectory, SaysWhatElseIsThere) {
  SnapshotBuilder builder = workspace();
  builder.library("old", "0000000000000001", {.start = -200000.5, .end = -200000});
  builder.library("copy", "0000000000000002", {.start = 3, .end = 3.001});
  builder.snapshot().other_profiles = {{.name = "release", .units = 12}};
  Trace trace = import(builder);
  EXPECT_EQ(trace.tasks.size(), 5U);
  std::vector<Diagnostic> found = trace.diagnostics.sorted();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].message,
            "1 unit in /w/target/debug was copied or restored: their times are not those of a "
            "build, and they are not shown");
  EXPECT_EQ(found[1].message,
            "rebuilt from /w/target/debug: times are those of files (to about 10 ms), the command, "
            "CPU and waits are unknown; for those, record a build: makespan run -- cargo build");
  EXPECT_EQ(found[2].message,
            "1 unit in /w/target/debug is from earlier builds, the newest of them 2 days before "
            "this one");
  EXPECT_EQ(found[3].message,
            "/w/target holds builds of other profiles too: release (12 units); --profile NAME "
            "shows the last of one");
}

TEST(TargetDirectory, CountsFreshUnitsThatTheBuiltOnesNeeded) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1.01, .end = 2});
  builder.library("b", kB, {.start = 2.01, .end = 3}, {kA});
  builder.library("unrelated", kC, {.start = 2.01, .end = 3});
  builder.binary("app", kD, {.start = 100.01, .end = 101}, {kB});
  Trace trace = import(builder);
  EXPECT_EQ(trace.invocations[0].fresh, 2U);
  EXPECT_EQ(trace.invocations[0].profile, "dev");
}

TEST(TargetDirectory, ReportsAFailedBuildAsSuch) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1.01, .end = 2});
  UnitDirectory& bad = builder.library("bad", kB, {.start = 2.01, .end = 0.5}, {kA});
  bad.fingerprint[2] = {.name = "lib-bad", .modified = SnapshotBuilder::at(1)};
  bad.fingerprint.push_back({.name = "output-lib-bad",
                             .modified = SnapshotBuilder::at(3.5),
                             .text = R"({"level":"error"})"});
  UnitDirectory& app = builder.binary("app", kC, {.start = 0.2, .end = 0.7}, {kB});
  app.fingerprint[2] = {.name = "bin-app", .modified = SnapshotBuilder::at(1)};
  Trace trace = import(builder);
  EXPECT_THAT(schedule(trace),
              ElementsAre("a library 0.00-0.99 metadata 0.99", "bad library 1.00-2.49"));
  EXPECT_EQ(trace.tasks[1].outcome, TaskOutcome::failed);
  EXPECT_THAT(trace.invocations[0].failed, ElementsAre("bad (library)"));
  EXPECT_THAT(trace.invocations[0].not_reached, ElementsAre("app"));
  EXPECT_EQ(trace.invocations[0].exit_code, std::nullopt);
}

TEST(TargetDirectory, SaysThatABuildWasInterruptedOrIsRunning) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1.01, .end = 2});
  builder.library("cut", kB, {.start = 1.01, .end = 0.5}).fingerprint[2] = {
      .name = "lib-cut", .modified = SnapshotBuilder::at(1)};
  Trace trace = import(builder);
  EXPECT_EQ(trace.tasks[1].outcome, TaskOutcome::interrupted);
  EXPECT_THAT(codes(trace), ElementsAre("command-unknown", "unfinished-units"));
  EXPECT_EQ(trace.diagnostics.sorted()[1].message,
            "1 unit in /w/target/debug was started and not finished: that build was interrupted, a "
            "build script failed, or it is running right now");
}

TEST(TargetDirectory, TakesRustcsVersionFromCargosCache) {
  SnapshotBuilder builder = workspace();
  builder.snapshot().rustc_info =
      R"({"rustc_fingerprint":1,"outputs":{"7":{"success":true,"stdout":"___\nlib___.rlib\n"},)"
      R"("17":{"success":true,"stdout":"rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\n"}}})";
  Trace trace = import(builder);
  ASSERT_EQ(trace.run.toolchain.size(), 1U);
  EXPECT_EQ(trace.run.toolchain[0].name, "rustc");
  EXPECT_EQ(trace.run.toolchain[0].version, "1.95.0 (59807616e 2026-04-14)");
}

TEST(TargetDirectory, WithATripleKnowsTheSides) {
  SnapshotBuilder builder = workspace();
  builder.snapshot().units[0].platform = "wasm32-unknown-unknown";
  Trace trace = import(builder);
  EXPECT_EQ(trace.tasks[0].side, TaskSide::target);
  EXPECT_EQ(trace.text(trace.tasks[0].platform), "wasm32-unknown-unknown");
  EXPECT_EQ(trace.tasks[4].side, TaskSide::host);
}

TEST(TargetDirectory, ThatWasCopiedGivesNoScheduleButWhatIsThere) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1.001, .end = 1.002});
  builder.binary("app", kB, {.start = 1.003, .end = 1.004}, {kA});
  builder.snapshot().build_directory = "/w/target";
  Result<Trace> trace = import_target_directory(builder.snapshot());
  ASSERT_FALSE(trace);
  EXPECT_EQ(trace.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(
      trace.error().message,
      "the last build's schedule cannot be told from /w/target/debug: its files' times are "
      "those of a copy, not of a build. What is there: 2 units of 2 packages (1 library, 0 "
      "proc-macros, 0 build scripts, 1 executable), 3.0 kB of outputs, 2 units on the longest "
      "chain of dependencies. To see a build's times, record one: makespan run --cold -- "
      "cargo build");
}

TEST(TargetDirectory, FromAnArchiveGivesNoSchedule) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 3});
  builder.cut_times_to_seconds();
  Result<Trace> trace = import_target_directory(builder.snapshot());
  ASSERT_FALSE(trace);
  EXPECT_THAT(trace.error().message, HasSubstr("cut to whole seconds"));
}

TEST(TargetDirectory, WithNothingStartedSaysSo) {
  SnapshotBuilder builder;
  builder.snapshot().units.push_back({.package = "a", .hash = kA});
  Result<Trace> trace = import_target_directory(builder.snapshot());
  ASSERT_FALSE(trace);
  EXPECT_THAT(trace.error().message, HasSubstr("it holds no unit that was ever started"));
}

TEST(TargetDirectory, SurvivesRandomDamage) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    SnapshotBuilder builder = workspace();
    TargetSnapshot& snapshot = builder.snapshot();
    snapshot.rustc_info = R"({"outputs":{"7":{"stdout":"rustc 1.95.0\n"}}})";
    snapshot.lock_file = "[[package]]\nname = \"app\"\nversion = \"1.0.0\"\n";
    auto damage = [&](std::string& text) {
      for (int i = 0; i < 4 && !text.empty(); ++i)
        text[random() % text.size()] = static_cast<char>(random());
      if (random() % 4 == 0) text.resize(random() % (text.size() + 1));
    };
    for (int hits = 0; hits < 3; ++hits) {
      UnitDirectory& folder = snapshot.units[random() % snapshot.units.size()];
      SnapshotFile& file = folder.fingerprint[random() % folder.fingerprint.size()];
      if (random() % 2 == 0) damage(file.text);
      if (random() % 4 == 0) damage(file.name);
      if (random() % 3 == 0)
        file.modified = UnixTime::at(Duration::nanoseconds(static_cast<int64_t>(random()) << 30));
      if (random() % 5 == 0) folder.outputs.clear();
    }
    if (random() % 3 == 0) damage(snapshot.rustc_info);
    if (random() % 3 == 0) damage(snapshot.lock_file);
    Result<Trace> trace = import_target_directory(snapshot);
    if (trace) {
      EXPECT_FALSE(trace->tasks.empty());
      EXPECT_THAT(codes(*trace), ::testing::Contains("command-unknown"));
    } else {
      EXPECT_FALSE(trace.error().message.empty());
    }
  }
}

}  // namespace
}  // namespace makespan
