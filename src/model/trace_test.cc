#include "model/trace.h"

#include <gtest/gtest.h>

#include <utility>

#include "model/trace_builder.h"

namespace makespan {
namespace {

std::string label(TaskKind kind, std::string_view package, std::string_view target) {
  TraceBuilder builder;
  builder.add_task({.kind = kind,
                    .name = builder.intern(package),
                    .version = builder.intern("1.0.0"),
                    .target = builder.intern(target)});
  return task_label(std::move(builder).finish().value(), TaskId(0));
}

TEST(TaskLabel, NamesTheTargetOnlyWhereItIsNotThePackages) {
  EXPECT_EQ(label(TaskKind::test, "app", "integration"), "app/integration 1.0.0 (test)");
  EXPECT_EQ(label(TaskKind::test, "app-core", "app_core"), "app-core 1.0.0 (test)");
  EXPECT_EQ(label(TaskKind::binary, "app", "app"), "app 1.0.0 (bin)");
  EXPECT_EQ(label(TaskKind::binary, "app", "appx"), "app/appx 1.0.0 (bin)");
}

TEST(TaskLabel, NeverNamesTheTargetOfALibraryOrBuildScript) {
  EXPECT_EQ(label(TaskKind::library, "app-core", "other"), "app-core 1.0.0");
  EXPECT_EQ(label(TaskKind::build_script_run, "ring", "build-script-build"),
            "ring 1.0.0 build.rs (run)");
}

TEST(ChosenToolchain, IsTheCommandsOwn) {
  EXPECT_EQ(chosen_toolchain({.command = {"cargo", "+nightly", "build"}}), "+nightly");
  EXPECT_EQ(chosen_toolchain({.command = {"cargo", "build"}}), "");
  EXPECT_EQ(chosen_toolchain({.command = {"cargo", "run", "--", "+1"}}), "");
}

}  // namespace
}  // namespace makespan
