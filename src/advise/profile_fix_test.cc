#include "advise/profile_fix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/kinds/kinds.h"
#include "advise/testing/small_project.h"

namespace makespan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kManifest =
    "[workspace]\nmembers = [\"core\"]\n\n[profile.release]\ndebug = true\ncodegen-units = 1\n";

SmallBuild release(std::string manifest = kManifest) {
  return {.profile = "release",
          .flags = {"opt-level=3", "codegen-units=1", "debuginfo=2"},
          .manifest = std::move(manifest)};
}

std::string patched(const Candidate& candidate, const Workspace& workspace) {
  Result<Patch> patch = combined_patch(std::span(&candidate, 1), workspace);
  if (!patch) return patch.error().message;
  return patch->files.empty() ? "nothing" : patch->files[0].after.value_or("removed");
}

TEST(ShippingProfiles, AreThoseThatMakeALibraryForOtherLanguages) {
  SmallBuild build = release();
  build.binary = false;
  build.cdylib = true;
  SmallProject project(build);
  EXPECT_TRUE(project.situation().ships());
  EXPECT_EQ(
      named(find_codegen_units_fixes(project.situation()), "release.codegen-units=16").fix.verdict,
      Verdict::decision);
  build.cdylib = false;
  SmallProject rust(build);
  EXPECT_FALSE(rust.situation().ships());
}

// rustc writes it without a linker.
TEST(ShippingProfiles, AreThoseThatMakeAStaticLibrary) {
  SmallBuild build = release();
  build.binary = false;
  SmallProject project(build);
  Task& core = project.trace.tasks[project.task("core").index()];
  core.process = ProcessId(0);
  project.trace.output_files.push_back(
      {.process = core.process, .path = project.trace.strings.intern("/t/release/libcore.rlib")});
  EXPECT_FALSE(project.situation().ships());
  project.trace.output_files.push_back(
      {.process = core.process, .path = project.trace.strings.intern("/t/release/libcore.a")});
  EXPECT_TRUE(project.situation().ships());
}

TEST(ShippingProfiles, LeaveDebugInformationToPeopleAndOfferLessForCi) {
  SmallProject project(release());
  std::vector<Candidate> found = find_debug_info_fixes(project.situation());
  for (const char* id : {"release.debug=line-tables-only", "release.debug=none",
                         "release.split-debuginfo=unpacked"}) {
    EXPECT_EQ(named(found, id).fix.verdict, Verdict::decision) << id;
    EXPECT_THAT(named(found, id).fix.reason,
                HasSubstr("release ships: whether what it builds can do without"))
        << id;
  }
  EXPECT_EQ(named(found, "ci.debug=line-tables-only").fix.verdict, Verdict::recommended);
  EXPECT_EQ(named(found, "ci.debug=line-tables-only").fix.build_profile, "ci");
  EXPECT_THAT(patched(named(found, "ci.debug=line-tables-only"), project.workspace),
              HasSubstr("[profile.ci]\ninherits = \"release\"\ndebug = \"line-tables-only\""));
}

TEST(CiProfiles, ThatAreThereAreUsedAndTheirOtherKeysNamed) {
  SmallProject project(
      release(std::string(kManifest) + "\n[profile.ci]\ninherits = \"release\"\nlto = \"off\"\n"));
  const Candidate ci = named(find_codegen_units_fixes(project.situation()), "ci.codegen-units=16");
  EXPECT_THAT(ci.fix.not_checked, Contains("what [profile.ci] sets beside it: lto = \"off\""));
  EXPECT_THAT(patched(ci, project.workspace), HasSubstr("lto = \"off\"\ncodegen-units = 16"));
}

TEST(CiProfiles, OfSomethingElseAreLeftAlone) {
  SmallProject project(release(std::string(kManifest) + "\n[profile.ci]\ninherits = \"dev\"\n"));
  std::vector<Candidate> found = find_codegen_units_fixes(project.situation());
  EXPECT_FALSE(has(found, "ci.codegen-units=16"));
  EXPECT_THAT(patched(named(found, "ci-release.codegen-units=16"), project.workspace),
              HasSubstr("[profile.ci-release]\ninherits = \"release\"\ncodegen-units = 16"));
}

TEST(HidingVariables, OfAProfileLeaveNoPatchAndAreNamed) {
  SmallProject project(release());
  project.machine.environment = {"CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1"};
  std::vector<Candidate> found = find_codegen_units_fixes(project.situation());
  const Candidate& own = named(found, "release.codegen-units=16");
  EXPECT_THAT(own.edits, IsEmpty());
  EXPECT_THAT(own.fix.reason, HasSubstr("CARGO_PROFILE_RELEASE_CODEGEN_UNITS is set in the "
                                        "environment and hides what files say"));
  EXPECT_THAT(own.fix.evidence, Contains("codegen-units = 1 (CARGO_PROFILE_RELEASE_CODEGEN_UNITS "
                                         "in the environment)"));
  // A profile's own key wins over what it inherits.
  EXPECT_THAT(named(found, "ci.codegen-units=16").edits, ::testing::SizeIs(1));
}

TEST(HidingVariables, AreCompilerFlagsThatSetTheKeyToo) {
  for (const char* flags :
       {"RUSTFLAGS=-Copt-level=2 -Ccodegen-units=1", "CARGO_BUILD_RUSTFLAGS=-C codegen-units=1",
        "CARGO_ENCODED_RUSTFLAGS=-C\x1f"
        "codegen-units=1"}) {
    SmallProject project(release());
    project.machine.environment = {flags};
    std::vector<Candidate> found = find_codegen_units_fixes(project.situation());
    for (const char* id : {"release.codegen-units=16", "ci.codegen-units=16"}) {
      EXPECT_THAT(named(found, id).edits, IsEmpty()) << flags;
      EXPECT_THAT(named(found, id).fix.reason, HasSubstr("-C codegen-units of ")) << flags;
    }
  }
  SmallProject project(release());
  project.machine.environment = {"RUSTFLAGS=-Clinker-plugin-lto=no -Csplit-debuginfo=off"};
  EXPECT_THAT(named(find_lto_fixes(project.situation()), "release.lto=off").edits,
              ::testing::SizeIs(1));
  EXPECT_THAT(named(find_debug_info_fixes(project.situation()), "release.debug=none").edits,
              ::testing::SizeIs(1));
}

TEST(HidingVariables, AreThoseOfTheRecordedCargoToo) {
  SmallProject project({.flags = {"debuginfo=2"}});
  Trace& trace = project.trace;
  ProcessId cargo = trace.invocations[0].process;
  trace.environment.push_back({.name = trace.strings.intern("CARGO_PROFILE_DEV_DEBUG"),
                               .value = trace.strings.intern("2")});
  trace.environment.push_back({.name = trace.strings.intern("PATH")});
  trace.processes[cargo.index()].images = {.first = static_cast<uint32_t>(trace.images.size()),
                                           .count = 1};
  trace.images.push_back({.process = cargo, .environment = {.first = 0, .count = 2}});
  Situation situation = project.situation();
  EXPECT_EQ(situation.machine.environment, std::vector<std::string>{"CARGO_PROFILE_DEV_DEBUG=2"});
  EXPECT_THAT(named(find_debug_info_fixes(situation), "dev.debug=line-tables-only").edits,
              IsEmpty());
}

}  // namespace
}  // namespace makespan
