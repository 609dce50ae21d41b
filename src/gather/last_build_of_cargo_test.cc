// The target directory's story held against cargo's own: real builds of a small workspace, in both
// layouts.

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/json_value.h"
#include "gather/last_build.h"
#include "gather/testing/cargo_workspace.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// What both sides call a unit: "app", "app (bin)", "my-native (build.rs)", "my-native (run)".
struct Times {
  double start = 0;
  double end = 0;
  std::optional<double> metadata;
};
using Schedule = std::map<std::string, Times>;

std::string_view suffix(TaskKind kind) {
  if (kind == TaskKind::build_script) return " (build.rs)";
  if (kind == TaskKind::build_script_run) return " (run)";
  if (kind == TaskKind::binary) return " (bin)";
  return "";
}

Schedule schedule_of(const Trace& trace) {
  Schedule schedule;
  for (const Task& task : trace.tasks) {
    std::optional<double> metadata;
    if (task.metadata_ready) metadata = task.metadata_ready->seconds();
    schedule[std::string(trace.text(task.name)) + std::string(suffix(task.kind))] = {
        .start = task.start.seconds(), .end = task.end().seconds(), .metadata = metadata};
  }
  return schedule;
}

// Cargo's timing report, counted from its first unit's start.
Schedule schedule_of(const std::string& html) {
  size_t first = html.find("const UNIT_DATA = ") + std::string_view("const UNIT_DATA = ").size();
  size_t last = html.find("];", first) + 1;
  JsonValue units = parse_json(html.substr(first, last - first), "UNIT_DATA").value();
  double origin = 1e9;
  for (const JsonValue& unit : units.array())
    origin = std::min(origin, *unit["start"].number());
  Schedule schedule;
  for (const JsonValue& unit : units.array()) {
    std::string_view target = unit["target"].text();
    std::string name(unit["name"].text());
    if (target == " build-script") name += " (build.rs)";
    if (target == " build-script (run)") name += " (run)";
    if (target.find("bin") != std::string_view::npos) name += " (bin)";
    Times& times = schedule[name];
    times.start = *unit["start"].number() - origin;
    times.end = times.start + *unit["duration"].number();
    for (const JsonValue& section : unit["sections"].array()) {
      if (section[0].text() == "codegen")
        times.metadata = times.start + *section[1]["start"].number();
    }
  }
  return schedule;
}

Trace last_build(CargoWorkspace& workspace, const CargoEnvironment& environment = {}) {
  Result<Trace> trace = read_last_build(real_file_system(), workspace.root(), environment, "");
  if (!trace) {
    ADD_FAILURE() << trace.error().message;
    return {};
  }
  return std::move(*trace);
}

std::vector<std::string> built(const Trace& trace) {
  std::vector<std::string> names;
  for (const auto& [name, times] : schedule_of(trace))
    names.push_back(name);
  return names;
}

std::vector<std::string> edges(const Trace& trace) {
  auto label = [&](TaskId id) {
    const Task& task = trace.tasks[id.index()];
    return std::string(trace.text(task.name)) + std::string(suffix(task.kind));
  };
  std::vector<std::string> lines;
  for (const Dependency& d : trace.dependencies)
    lines.push_back(label(d.task) + " <- " + label(d.on) + " " + std::string(word(d.waits_for)));
  return lines;
}

// Builds are told apart by pauses between units, and cargo's clock says when it got round to look:
// a busy machine may hold up either. So each check is made on new workspaces until it holds; of
// what is read wrongly it never does.
void expect_once(const std::function<void(CargoWorkspace& workspace)>& check) {
  constexpr int kAttempts = 6;
  for (int attempt = 1; attempt < kAttempts; ++attempt) {
    CargoWorkspace workspace("last-build");
    ::testing::TestPartResultArray failures;
    {
      ::testing::ScopedFakeTestPartResultReporter reporter(&failures);
      check(workspace);
    }
    if (failures.size() == 0) return;
  }
  CargoWorkspace workspace("last-build");
  check(workspace);
}

class RealCargo : public ::testing::TestWithParam<bool> {
 protected:
  // Both layouts work on stable cargo: the channel override is cargo's alone, rustc stays as it is.
  static CommandOutput cargo(CargoWorkspace& workspace, std::vector<std::string> arguments) {
    if (!GetParam()) return workspace.cargo(std::move(arguments));
    arguments.insert(arguments.begin(), "-Zbuild-dir-new-layout");
    return workspace.cargo(std::move(arguments),
                           {"__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS=nightly"});
  }
};

TEST_P(RealCargo, SaysTheSameOfAColdBuild) {
  expect_once([](CargoWorkspace& workspace) {
    ASSERT_EQ(cargo(workspace, {"build", "--timings"}).exit_code, 0);
    Schedule theirs =
        schedule_of(real_file_system()
                        .read_file(workspace.root() + "/target/cargo-timings/cargo-timing.html")
                        .value());
    Trace trace = last_build(workspace);
    Schedule ours = schedule_of(trace);
    EXPECT_THAT(built(trace), ElementsAre("app", "app (bin)", "base", "macros", "my-native",
                                          "my-native (build.rs)", "my-native (run)"));
    ASSERT_EQ(ours.size(), theirs.size());
    for (const auto& [name, expected] : theirs) {
      ASSERT_TRUE(ours.contains(name)) << name;
      EXPECT_NEAR(ours[name].start, expected.start, 0.1) << name;
      EXPECT_NEAR(ours[name].end, expected.end, 0.1) << name;
      ASSERT_EQ(ours[name].metadata.has_value(), expected.metadata.has_value()) << name;
      if (expected.metadata) {
        EXPECT_NEAR(*ours[name].metadata, *expected.metadata, 0.1) << name;
      }
    }
  });
}

TEST_P(RealCargo, LeavesTheWholeGraph) {
  expect_once([](CargoWorkspace& workspace) {
    ASSERT_EQ(cargo(workspace, {"build"}).exit_code, 0);
    Trace trace = last_build(workspace);
    EXPECT_THAT(edges(trace),
                UnorderedElementsAre(
                    "macros <- base all", "my-native (run) <- my-native (build.rs) all",
                    "my-native <- my-native (run) all", "app <- base metadata", "app <- macros all",
                    "app <- my-native metadata", "app (bin) <- app all", "app (bin) <- base all",
                    "app (bin) <- macros all", "app (bin) <- my-native all"));
    for (const Task& task : trace.tasks) {
      EXPECT_TRUE(task.local);
      EXPECT_EQ(trace.text(task.unit_hash).size(), 16U);
      EXPECT_EQ(task.kind == TaskKind::proc_macro, trace.text(task.name) == "macros");
      if (trace.text(task.name) == "my-native") {
        EXPECT_EQ(trace.text(task.version), "1.2.3");
      }
    }
    EXPECT_EQ(trace.invocations[0].fresh, 0U);
    ASSERT_EQ(trace.run.toolchain.size(), 1U);
    EXPECT_EQ(trace.run.toolchain[0].name, "rustc");
  });
}

TEST_P(RealCargo, ShowsOnlyWhatWasBuiltAgain) {
  expect_once([](CargoWorkspace& workspace) {
    ASSERT_EQ(cargo(workspace, {"build"}).exit_code, 0);
    workspace.write("app/src/lib.rs",
                    "pub fn sum() -> u32 { macros::two!() + base::next(my_native::seven()) }\n");
    ASSERT_EQ(cargo(workspace, {"build"}).exit_code, 0);
    Trace trace = last_build(workspace);
    EXPECT_THAT(built(trace), ElementsAre("app", "app (bin)"));
    EXPECT_EQ(trace.invocations[0].fresh, 5U);
    EXPECT_EQ(trace.invocations[0].subcommand, "build");
  });
}

TEST_P(RealCargo, ShowsARebuildWhoseMetadataDidNotChange) {
  expect_once([](CargoWorkspace& workspace) {
    ASSERT_EQ(cargo(workspace, {"build"}).exit_code, 0);
    workspace.write("base/src/lib.rs", "pub fn next(x: u32) -> u32 { x + 1 }\n// a comment\n");
    ASSERT_EQ(cargo(workspace, {"build"}).exit_code, 0);
    Trace trace = last_build(workspace);
    EXPECT_THAT(built(trace), ElementsAre("app", "app (bin)", "base", "macros"));
    EXPECT_EQ(trace.invocations[0].fresh, 3U);
  });
}

TEST_P(RealCargo, TellsACheckRightAfterABuildFromTheBuild) {
  expect_once([](CargoWorkspace& workspace) {
    ASSERT_EQ(cargo(workspace, {"build", "-p", "base"}).exit_code, 0);
    // Cargo may start in less than kClockTick on a fast machine, and then nothing tells the two
    // apart.
    ASSERT_EQ(workspace.run({"sleep", "0.03"}).exit_code, 0);
    ASSERT_EQ(cargo(workspace, {"check", "-p", "base"}).exit_code, 0);
    Trace trace = last_build(workspace);
    ASSERT_EQ(trace.tasks.size(), 1U);
    EXPECT_EQ(trace.tasks[0].mode, TaskMode::check);
    EXPECT_EQ(trace.invocations[0].subcommand, "check");
  });
}

TEST_P(RealCargo, SaysWhatFailedAndWhatWasNotReached) {
  expect_once([](CargoWorkspace& workspace) {
    workspace.write("app/src/lib.rs", "pub fn sum() -> u32 { \"not a number\" }\n");
    ASSERT_EQ(cargo(workspace, {"build"}).exit_code, 101);
    Trace trace = last_build(workspace);
    EXPECT_THAT(trace.invocations[0].failed, ElementsAre("app (library)"));
    EXPECT_THAT(built(trace), ::testing::Contains("app"));
    EXPECT_THAT(trace.invocations[0].not_reached, ElementsAre("app"));
  });
}

INSTANTIATE_TEST_SUITE_P(Layouts, RealCargo, ::testing::Bool(), [](const auto& instance) {
  return instance.param ? "NewLayout" : "OldLayout";
});

TEST(RealTarget, ThatWasCopiedGivesNoSchedule) {
  CargoWorkspace workspace("copied");
  ASSERT_EQ(workspace.cargo({"build"}).exit_code, 0);
  ASSERT_EQ(workspace.run({"cp", "-r", "target", "copy"}).exit_code, 0);
  Result<Trace> trace =
      read_last_build(real_file_system(), workspace.root(), {.target_dir = "copy"}, "");
  ASSERT_FALSE(trace);
  EXPECT_THAT(trace.error().message, HasSubstr("those of a copy"));
  EXPECT_THAT(trace.error().message, HasSubstr("7 units of 4 packages"));
}

TEST(RealTarget, FromATarArchiveGivesNoSchedule) {
  CargoWorkspace workspace("tar");
  ASSERT_EQ(workspace.cargo({"build", "-p", "base"}).exit_code, 0);
  ASSERT_EQ(workspace.run({"tar", "--format=gnu", "-cf", "t.tar", "target"}).exit_code, 0);
  ASSERT_EQ(workspace.run({"rm", "-r", "target"}).exit_code, 0);
  ASSERT_EQ(workspace.run({"tar", "-xf", "t.tar"}).exit_code, 0);
  Result<Trace> trace = read_last_build(real_file_system(), workspace.root(), {}, "");
  ASSERT_FALSE(trace);
  EXPECT_THAT(trace.error().message, HasSubstr("cut to whole seconds"));
}

TEST(RealTarget, WithATripleAndABuildDirectoryOfItsOwn) {
  expect_once([](CargoWorkspace& workspace) {
    std::string version = workspace.run({"rustc", "-vV"}).standard_output;
    size_t host = version.find("host: ") + 6;
    std::string triple = version.substr(host, version.find('\n', host) - host);
    ASSERT_EQ(
        workspace
            .cargo({"build", "--release", "--target", triple}, {"CARGO_BUILD_BUILD_DIR=elsewhere"})
            .exit_code,
        0);
    Trace trace = last_build(workspace, {.build_build_dir = "elsewhere"});
    EXPECT_EQ(trace.invocations[0].profile, "release");
    for (const Task& task : trace.tasks) {
      bool script = task.kind == TaskKind::build_script || task.kind == TaskKind::proc_macro;
      if (script) {
        EXPECT_EQ(task.side, TaskSide::host);
      }
      if (task.kind == TaskKind::binary) {
        EXPECT_EQ(trace.text(task.platform), triple);
      }
    }
    // base, for the host's proc-macro and for the target; macros as a member of the workspace too.
    EXPECT_EQ(trace.tasks.size(), 9U);
  });
}

}  // namespace
}  // namespace makespan
