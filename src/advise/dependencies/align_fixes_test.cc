#include "advise/dependencies/align_fixes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/testing/fake_workbench.h"
#include "model/trace_builder.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// core (ours) asks for dashmap 5.5, and something else for 6.1.0; the run built both.
class TwoDashmaps : public testing::Test {
 protected:
  TwoDashmaps() {
    WorkspacePackage core{.id = "core",
                          .name = "core",
                          .directory = "/w/core",
                          .manifest_path = "/w/core/Cargo.toml",
                          .manifest = "[dependencies]\ndashmap = \"5.5\"\n",
                          .member = true,
                          .published = false};
    core.targets = {{.kind = "lib", .name = "core", .source = "/w/core/src/lib.rs"}};
    core.dependencies = {{.package = "dashmap", .name = "dashmap", .requirement = "^5.5"}};
    workspace_.root = "/w";
    workspace_.packages.push_back(std::move(core));
    workspace_.resolved = {{.id = "core", .name = "core", .version = "0.1.0"},
                           {.id = "five", .name = "dashmap", .version = "5.5.3"},
                           {.id = "six", .name = "dashmap", .version = "6.1.0"}};
    workspace_.resolved[0].dependencies = {{.package = 1, .name = "dashmap"}};
    bench_.library = "core";
    bench_.given = "dashmap";
    bench_.trees = {"dashmap v6.1.0\t\n"};
    TraceBuilder builder;
    builder.run().wall = Duration::seconds(2);
    for (const char* version : {"5.5.3", "6.1.0"})
      builder.add_task({.kind = TaskKind::library,
                        .name = builder.intern("dashmap"),
                        .version = builder.intern(version),
                        .wall = Duration::seconds(1)});
    trace_ = std::move(builder).finish().value();
  }

  Fix fix() {
    const std::vector<Alignment> alignments = find_alignments(workspace_);
    const Result<AlignmentProof> proof =
        prove_alignment(workspace_, alignments.at(0), files_, bench_, all_features_work_);
    EXPECT_TRUE(proof) << proof.error().message;
    const std::vector<Candidate> candidates =
        align_candidates(trace_, workspace_, alignments, std::vector{proof.value()});
    edited_ = !candidates.at(0).edits.empty();
    patched_ = edited_ && !candidates.at(0).unproven;
    return candidates.at(0).fix;
  }
  size_t checks() const {
    return static_cast<size_t>(std::ranges::count_if(
        bench_.calls, [](const CargoCall& call) { return call.arguments[0] == "check"; }));
  }

  MemoryFileSystem files_;
  FakeWorkbench bench_{files_};
  Workspace workspace_;
  Trace trace_;
  bool all_features_work_ = true;
  bool edited_ = false;   // it can be tried
  bool patched_ = false;  // and applied
};

TEST_F(TwoDashmaps, AreAlignedWhereEverythingCompiles) {
  const Fix aligned = fix();
  EXPECT_EQ(aligned.verdict, Verdict::recommended);
  EXPECT_TRUE(patched_);
  EXPECT_THAT(aligned.checked,
              ElementsAre("all targets of the workspace compile with it, with default features"));
  EXPECT_THAT(aligned.evidence,
              ElementsAre("built in versions 5.5.3 and 6.1.0",
                          "asked for in another version by core, in core/Cargo.toml"));
  EXPECT_EQ(bench_.written["/w/core/Cargo.toml"], workspace_.packages[0].manifest);  // put back
}

TEST_F(TwoDashmaps, WhatNothingCompiledCanOnlyBeTried) {
  const std::vector<Alignment> alignments = find_alignments(workspace_);
  const std::vector<Candidate> candidates =
      align_candidates(trace_, workspace_, alignments, std::vector{AlignmentProof()});
  EXPECT_EQ(candidates.at(0).fix.verdict, Verdict::possible);
  EXPECT_TRUE(candidates[0].unproven);
  EXPECT_EQ(candidates[0].edits.size(), 1U);
}

TEST_F(TwoDashmaps, OfAPublishedPackageAreADecision) {
  workspace_.packages[0].published = true;
  const Fix aligned = fix();
  EXPECT_EQ(aligned.risk, Risk::breaking);
  EXPECT_EQ(aligned.verdict, Verdict::decision);
  EXPECT_TRUE(patched_);
}

TEST_F(TwoDashmaps, AreAlignedInTheLockFileWhereAnUpdateDoesIt) {
  workspace_.packages[0].published = true;  // and yet nothing changes for who depends on it
  workspace_.lock_path = "/w/Cargo.lock";
  workspace_.lock = "old";
  files_.add(workspace_.lock_path, "old");
  bench_.updates = {{.said = "    Removing dashmap v5.5.3\n",
                     .lock = "[[package]]\nname = \"dashmap\"\nversion = \"6.1.0\"\n"}};
  const Fix aligned = fix();
  EXPECT_EQ(aligned.verdict, Verdict::recommended);
  EXPECT_TRUE(patched_);
  EXPECT_THAT(
      aligned.evidence,
      Contains("`cargo update --package dashmap@5.5.3 --precise 6.1.0` does it: no manifest "
               "is changed"));
  EXPECT_FALSE(bench_.written.contains("/w/core/Cargo.toml"));
  EXPECT_EQ(bench_.written["/w/Cargo.lock"], "old");  // put back
}

TEST_F(TwoDashmaps, AreHeldBackInCargosOwnWords) {
  workspace_.lock_path = "/w/Cargo.lock";
  workspace_.lock = "old";
  files_.add(workspace_.lock_path, "old");
  workspace_.resolved.push_back({.id = "sled", .name = "sled", .version = "1.0.0"});
  workspace_.resolved.push_back({.id = "moka", .name = "moka", .version = "2.0.0"});
  workspace_.resolved[3].dependencies = {{.package = 1, .name = "dashmap"}};
  workspace_.resolved[4].dependencies = {{.package = 2, .name = "dashmap"}};
  const std::string no = "error: no `dashmap`\nrequired by package `sled v1.0.0`\n";
  bench_.updates = {{.exit_code = 101, .said = no, .lock = {}}};
  const Fix held = fix();
  EXPECT_EQ(held.verdict, Verdict::possible);
  EXPECT_FALSE(edited_);
  EXPECT_EQ(held.reason,
            "held back by sled 1.0.0: `cargo update` says: no `dashmap`, required by package `sled "
            "v1.0.0`; no newer one that is downloaded changes that");
}

TEST_F(TwoDashmaps, ARustVersionThatIsTooOldForbidsIt) {
  workspace_.packages[0].rust_version = "1.60";
  workspace_.resolved[2].rust_version = "1.65";
  const Fix aligned = fix();
  EXPECT_EQ(aligned.verdict, Verdict::possible);
  EXPECT_FALSE(patched_);
  EXPECT_EQ(aligned.reason, "dashmap 6.1.0 needs a newer Rust than the rust-version of core");
  EXPECT_EQ(checks(), 0U);
}

TEST_F(TwoDashmaps, ARustVersionThatSufficesDoesNot) {
  workspace_.packages[0].rust_version = "1.65.0";
  workspace_.resolved[2].rust_version = "1.65";
  EXPECT_EQ(fix().verdict, Verdict::recommended);
}

TEST_F(TwoDashmaps, CodeThatDoesNotCompileNeedsChanges) {
  bench_.checks = {{.compiles = false, .exit_code = 101}};
  const Fix aligned = fix();
  EXPECT_EQ(aligned.verdict, Verdict::possible);
  EXPECT_FALSE(edited_);
  EXPECT_EQ(aligned.reason, "code changes needed: core: cannot find `dashmap`");
}

TEST_F(TwoDashmaps, AllFeaturesAreCompiledTooWhereTheyWork) {
  workspace_.packages[0].features = {{"fast", {}}};
  bench_.checks = {{}, {.compiles = false, .exit_code = 101}};
  EXPECT_THAT(fix().reason, HasSubstr("code changes needed"));
  EXPECT_EQ(checks(), 2U);
}

TEST_F(TwoDashmaps, ATargetThatNeedsFeaturesIsAGap) {
  workspace_.packages[0].targets.push_back(
      {.kind = "bin", .name = "tool", .source = "/w/core/tool.rs", .required_features = {"fast"}});
  workspace_.packages[0].features = {{"fast", {}}};
  all_features_work_ = false;
  const Fix aligned = fix();
  EXPECT_EQ(aligned.verdict, Verdict::possible);
  EXPECT_FALSE(patched_);
  EXPECT_EQ(aligned.reason,
            "not every target was compiled with it: bin tool of core needs features that are off");
}

TEST_F(TwoDashmaps, ADeclarationThatNoCallWasGivenIsAGap) {
  bench_.given = "other";
  EXPECT_EQ(fix().reason,
            "not every target was compiled with it: no compiler call of core here was given it");
  EXPECT_TRUE(edited_);
  EXPECT_FALSE(patched_);
}

TEST_F(TwoDashmaps, AVersionThatStaysIsNoAlignment) {
  bench_.trees = {"dashmap v6.1.0\t\ndashmap v5.5.3\t\n"};
  EXPECT_EQ(fix().reason, "code changes needed: dashmap 5.5.3 is still built then");
  EXPECT_EQ(checks(), 0U);
}

}  // namespace
}  // namespace makespan
