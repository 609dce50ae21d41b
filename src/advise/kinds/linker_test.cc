#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/kinds/kinds.h"
#include "advise/testing/small_project.h"
#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string patched(const Candidate& candidate, const Workspace& workspace) {
  Result<Patch> patch = combined_patch(std::span(&candidate, 1), workspace);
  if (!patch) return patch.error().message;
  return patch->files.empty() ? "nothing" : patch->files[0].after.value_or("removed");
}

TEST(LinkerFixes, GoIntoTheUsersConfiguration) {
  SmallProject project;
  std::vector<Candidate> found = find_linker_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].edits[0].path, "/home/user/.cargo/config.toml");
  EXPECT_THAT(patched(found[0], project.workspace),
              HasSubstr("[target.x86_64-unknown-linux-gnu]\n"));
  EXPECT_THAT(patched(found[0], project.workspace), HasSubstr("link-arg=-fuse-ld=mold"));
  EXPECT_EQ(found[0].calls[0].tasks.size(), 2u);  // app's and derive's
}

TEST(LinkerFixes, ThatRustflagsHidesHaveNoPatch) {
  for (const char* variable : {"RUSTFLAGS=-C target-cpu=native", "CARGO_ENCODED_RUSTFLAGS=-Cx"}) {
    SmallProject project;
    project.machine.environment = {variable};
    std::vector<Candidate> found = find_linker_fixes(project.situation());
    EXPECT_THAT(found[0].edits, IsEmpty());
    EXPECT_EQ(found[0].fix.verdict, Verdict::possible);
    EXPECT_THAT(found[0].fix.reason, HasSubstr("RUSTFLAGS is set in the environment and hides"));
  }
}

// Cargo takes an empty one for what it says: no flags at all.
TEST(LinkerFixes, ThatEmptyRustflagsHideHaveNoPatch) {
  SmallProject project;
  project.machine.environment = {"RUSTFLAGS="};
  std::vector<Candidate> found = find_linker_fixes(project.situation());
  EXPECT_THAT(found[0].edits, IsEmpty());
  EXPECT_THAT(found[0].fix.reason, HasSubstr("RUSTFLAGS is set in the environment (to nothing)"));
}

TEST(LinkerFixes, ThatWouldSilenceOtherFlagsHaveNoPatch) {
  SmallProject project;
  project.workspace.config_files = {
      {.path = "/home/user/aimds/.cargo/config.toml", .text = "[build]\nrustflags = [\"-Cx\"]\n"}};
  std::vector<Candidate> found = find_linker_fixes(project.situation());
  EXPECT_THAT(found[0].edits, IsEmpty());
  EXPECT_THAT(found[0].fix.reason, HasSubstr("sets build.rustflags"));

  project.workspace.config_files.clear();
  project.machine.environment = {"CARGO_BUILD_RUSTFLAGS=-Cx"};
  found = find_linker_fixes(project.situation());
  EXPECT_THAT(found[0].edits, IsEmpty());
  EXPECT_THAT(found[0].fix.reason, HasSubstr("the environment sets CARGO_BUILD_RUSTFLAGS"));
}

// app for a target of its own, and a proc-macro for the host.
struct CrossBuild {
  explicit CrossBuild(const std::string& platform) {
    Tale tale("cargo build");
    tale.invocation("cargo build", 0, 900, {.profile = "dev", .jobs = 2});
    TaskId derive = tale.unit(
        "derive", "1.0.0", 0,
        {.kind = TaskKind::proc_macro, .side = TaskSide::host, .frontend = 50, .link = 40});
    app = tale.unit("app", "0.1.0", 100,
                    {.kind = TaskKind::binary,
                     .side = TaskSide::target,
                     .local = true,
                     .frontend = 100,
                     .link = 300},
                    {derive});
    tale.builder().task(app).platform = tale.builder().intern(platform);
    trace = tale.end(900);
    for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
      if (trace.text(trace.tasks[i].name) == "app") app = TaskId(i);
    }
  }
  [[nodiscard]] std::vector<Candidate> fixes() const {
    return find_linker_fixes(describe_situation(trace, workspace,
                                                {.linkers = {"mold"},
                                                 .host = "x86_64-unknown-linux-gnu",
                                                 .user_config = "/home/user/.cargo/config.toml"}));
  }
  Trace trace;
  Workspace workspace;
  TaskId app;
};

TEST(LinkerFixes, OfAnotherTargetAreWrittenForItAndLeaveTheHostsLinks) {
  CrossBuild build("aarch64-unknown-linux-gnu");
  std::vector<Candidate> found = build.fixes();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].calls[0].tasks, std::vector<TaskId>{build.app});
  EXPECT_THAT(patched(found[0], build.workspace), HasSubstr("[target.aarch64-unknown-linux-gnu]"));
  EXPECT_EQ(found[0].fix.verdict, Verdict::possible);
  EXPECT_THAT(found[0].fix.reason, HasSubstr("was found for this machine"));
  EXPECT_THAT(found[0].fix.evidence, Contains(HasSubstr("1 link beside them stay")));
}

TEST(LinkerFixes, OfTheHostAsATargetLeaveProcMacrosAlone) {
  CrossBuild build("x86_64-unknown-linux-gnu");
  std::vector<Candidate> found = build.fixes();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].calls[0].tasks, std::vector<TaskId>{build.app});
  EXPECT_EQ(found[0].fix.verdict, Verdict::recommended);
}

TEST(LinkerFixes, AreNoneForOtherSystems) {
  EXPECT_THAT(CrossBuild("wasm32-unknown-unknown").fixes(), IsEmpty());
}

TEST(LinkerFixes, ThatTheCCompilerDoesNotKnowAreNamed) {
  SmallProject project;
  project.machine.linkers_out_of_reach = {
      {.linker = "wild", .reason = "gcc before version 16 knows no -fuse-ld=wild"}};
  const Candidate wild = named(find_linker_fixes(project.situation()), "linker=wild");
  EXPECT_TRUE(wild.named_only);
  EXPECT_THAT(wild.edits, IsEmpty());
  EXPECT_EQ(wild.fix.reason, "not priced: gcc before version 16 knows no -fuse-ld=wild");
}

}  // namespace
}  // namespace makespan
