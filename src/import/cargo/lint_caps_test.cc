// Who is local, told by who capped its lints.

#include "import/cargo/lint_caps.h"

#include <gtest/gtest.h>

#include "import/cargo/testing/recorded_build.h"

namespace makespan {
namespace {

constexpr const char* kCargos = " --cap-lints allow";
constexpr const char* kFlags = " --cap-lints warn";

struct LintCapsOfABuild : testing::Test {
  void unit(const std::string& name, const std::string& more, const std::string& folder = "/w") {
    build.start({.parent = cargo,
                 .command = "rustc --crate-name " + name +
                            " src/lib.rs --crate-type lib --emit=dep-info,metadata,link "
                            "-C extra-filename=-" +
                            name + " --out-dir /t/debug/deps" + more,
                 .from = ++start,
                 .to = 400,
                 .environment = {{"CARGO_PKG_NAME", name},
                                 {"CARGO_PKG_VERSION", "1.0.0"},
                                 {"CARGO_MANIFEST_DIR", folder}}});
  }

  // Names of those that are local, by start.
  std::string local() {
    Trace trace = std::move(build).recognised();
    std::string names;
    for (const Task& task : trace.tasks) {
      if (task.local) names += (names.empty() ? "" : " ") + std::string(trace.text(task.name));
    }
    return names;
  }

  RecordedBuild build;
  ProcessId cargo = build.start({.command = "/bin/cargo build", .to = 900});
  int start = 0;
};

TEST_F(LintCapsOfABuild, AMemberIsLocalAlsoWhereTheUsersFlagsCapItsLints) {
  unit("vendored", std::string(kCargos) + kFlags);
  unit("fetched", std::string(kCargos) + kFlags, "/c/registry/src/index-0f/fetched-1.0.0");
  unit("app", kFlags);
  EXPECT_EQ(local(), "app");
}

TEST_F(LintCapsOfABuild, FlagsForOnePlatformSayNothingOfTheOther) {
  unit("on-the-host", kCargos);
  unit("script", "");
  unit("vendored", std::string(" --target t") + kCargos + kFlags);
  unit("app", std::string(" --target t") + kFlags);
  EXPECT_EQ(local(), "script app");
}

TEST_F(LintCapsOfABuild, WhatWasFetchedIsNeverLocal) {
  unit("fetched", kCargos, "/c/git/checkouts/fetched-0f/1a2b");
  EXPECT_EQ(local(), "");
}

}  // namespace
}  // namespace makespan
