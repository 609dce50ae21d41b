#include "advise/kinds/kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "advise/fix_table.h"
#include "advise/testing/small_project.h"
#include "analysis/testing/tale.h"

namespace makespan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SmallBuild release(std::string manifest) {
  return {.profile = "release",
          .flags = {"opt-level=3", "codegen-units=1", "lto=thin"},
          .manifest = std::move(manifest)};
}

constexpr const char* kThin =
    "[workspace]\nmembers = [\"core\"]\n\n[profile.release]\nlto = \"thin\"\ncodegen-units = 1\n";

std::string patched(const Candidate& candidate, const Workspace& workspace) {
  Result<Patch> patch = combined_patch(std::span(&candidate, 1), workspace);
  if (!patch) return patch.error().message;
  return patch->files.empty() ? "nothing" : patch->files[0].after.value_or("removed");
}

TEST(FixTable, FindsFixesOfTheKindThatEachRowNames) {
  SmallProject project;
  for (const FixKind& kind : fix_table()) {
    if (kind.find == nullptr) continue;
    std::vector<Candidate> found = kind.find(project.situation());
    EXPECT_TRUE(!found.empty() || kind.name == "merge-tests") << kind.name;  // it has no tests
    for (const Candidate& candidate : found) {
      EXPECT_EQ(candidate.fix.kind, kind.name) << candidate.fix.id;
      bool order = candidate.longest_path_first;  // nobody can set it
      EXPECT_TRUE(order || !candidate.fix.not_checked.empty()) << candidate.fix.id;
    }
  }
}

TEST(CodegenUnitsFixes, OfAShippingProfileAreADecisionAndOfferOneForCi) {
  SmallProject project(release(kThin));
  std::vector<Candidate> found = find_codegen_units_fixes(project.situation());
  const Candidate& own = named(found, "release.codegen-units=16");
  EXPECT_EQ(own.fix.verdict, Verdict::decision);
  EXPECT_EQ(own.fix.risk, Risk::run_time);
  EXPECT_THAT(own.fix.evidence, Contains("codegen-units = 1 (Cargo.toml:6)"));
  EXPECT_THAT(patched(own, project.workspace), HasSubstr("codegen-units = 16"));
  const Candidate& ci = named(found, "ci.codegen-units=16");
  EXPECT_EQ(ci.fix.verdict, Verdict::recommended);
  EXPECT_EQ(ci.group, own.group);
  EXPECT_EQ(ci.fix.build_profile, "ci");
  EXPECT_EQ(own.fix.build_profile, "");
  std::string text = patched(ci, project.workspace);
  EXPECT_THAT(text, HasSubstr("[profile.ci]\ninherits = \"release\"\ncodegen-units = 16"));
  EXPECT_THAT(text, HasSubstr("codegen-units = 1\n"));
  EXPECT_FALSE(has(found, "release.codegen-units=1"));
}

TEST(CodegenUnitsFixes, OfALibraryAloneNeedNoProfileForCi) {
  SmallBuild build = release(kThin);
  build.binary = false;
  SmallProject project(build);
  std::vector<Candidate> found = find_codegen_units_fixes(project.situation());
  EXPECT_EQ(named(found, "release.codegen-units=16").fix.verdict, Verdict::recommended);
  EXPECT_FALSE(has(found, "ci.codegen-units=16"));
}

TEST(CodegenUnitsFixes, HoldAValueThatWasAskedFor) {
  SmallProject project(release(kThin));
  EXPECT_TRUE(has(find_codegen_units_fixes(project.situation({"release.codegen-units=8"})),
                  "release.codegen-units=8"));
  EXPECT_FALSE(has(find_codegen_units_fixes(project.situation()), "release.codegen-units=8"));
}

TEST(CodegenUnitsFixes, TouchOnlyUnitsWhoseNumberChanges) {
  SmallProject project({.flags = {"debuginfo=2", "incremental"}});
  const std::vector<Candidate> found = find_codegen_units_fixes(project.situation());
  EXPECT_FALSE(has(found, "dev.codegen-units=256"));  // all of this build's are incremental
  EXPECT_EQ(named(found, "dev.codegen-units=16").calls[0].tasks.size(), 3u);
}

TEST(CodegenUnitsFixes, EndTheSharingOfHostAndTarget) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 900, {.profile = "dev", .jobs = 2});
  TaskId quote =
      tale.unit("quote", "1.0.0", 0, {.side = TaskSide::both, .frontend = 100, .codegen = {50}});
  TaskId derive =
      tale.unit("derive", "1.0.0", 200, {.kind = TaskKind::proc_macro, .frontend = 50}, {quote});
  tale.unit("app", "0.1.0", 300,
            {.side = TaskSide::target, .local = true, .frontend = 100, .codegen = {50}},
            {quote, derive});
  Trace trace = tale.end(900);
  Workspace workspace{.root = "/w", .root_manifest_path = "/w/Cargo.toml"};
  std::vector<Candidate> found = find_codegen_units_fixes(describe_situation(trace, workspace, {}));
  const Candidate& fix = named(found, "dev.codegen-units=1");
  ASSERT_EQ(fix.structure.size(), 1u);
  EXPECT_EQ(std::get<Unshare>(fix.structure[0]).tasks, std::vector<TaskId>{quote});
  workspace.root_manifest = "[profile.dev]\ncodegen-units = 4\n";
  found = find_codegen_units_fixes(describe_situation(trace, workspace, {}));
  EXPECT_THAT(named(found, "dev.codegen-units=1").structure, IsEmpty());
}

TEST(CodegenUnitsFixes, AreNoneWhereNothingIsGenerated) {
  SmallProject project({.check = true});
  EXPECT_THAT(find_codegen_units_fixes(project.situation()), IsEmpty());
  EXPECT_THAT(find_lto_fixes(project.situation()), IsEmpty());
  EXPECT_THAT(find_debug_info_fixes(project.situation()), IsEmpty());
}

TEST(CodegenUnitsFixes, ChangeTheConfigurationWhereThatIsWhatCounts) {
  SmallProject project(release(kThin));
  project.workspace.config_files = {{.path = "/home/user/aimds/.cargo/config.toml",
                                     .text = "[profile.release]\ncodegen-units = 1\n"}};
  std::vector<Candidate> found = find_codegen_units_fixes(project.situation());
  EXPECT_EQ(named(found, "release.codegen-units=16").edits[0].path,
            "/home/user/aimds/.cargo/config.toml");
}

TEST(LtoFixes, OfferTheOtherThreeMeanings) {
  SmallProject project(release(kThin));
  std::vector<Candidate> found = find_lto_fixes(project.situation());
  EXPECT_EQ(named(found, "release.lto=false").calls[0].change.lto, "thin-local");
  EXPECT_THAT(patched(named(found, "release.lto=false"), project.workspace),
              HasSubstr("lto = false\n"));
  EXPECT_THAT(patched(named(found, "release.lto=off"), project.workspace),
              HasSubstr("lto = \"off\"\n"));
  EXPECT_TRUE(has(found, "release.lto=fat"));
  EXPECT_FALSE(has(found, "release.lto=thin"));
}

TEST(LtoFixes, OfLibrariesAloneSayThatNobodyLinksThem) {
  SmallBuild build = release(kThin);
  build.binary = false;
  SmallProject project(build);
  EXPECT_THAT(named(find_lto_fixes(project.situation()), "release.lto=false").fix.evidence,
              Contains(HasSubstr("no binary is built here")));
}

// Bitcode alone is cheaper to write, and whoever links pays for it.
TEST(LtoFixes, ThatLibrariesAloneWouldLeaveToOthersAreADecision) {
  SmallBuild build = release("[workspace]\nmembers = [\"core\"]\n");
  build.flags = {"opt-level=3", "codegen-units=1"};
  build.binary = false;
  SmallProject project(build);
  std::vector<Candidate> found = find_lto_fixes(project.situation());
  for (const char* id : {"release.lto=fat", "release.lto=thin"}) {
    EXPECT_EQ(named(found, id).fix.verdict, Verdict::decision) << id;
    EXPECT_THAT(named(found, id).fix.reason, HasSubstr("the code is generated later")) << id;
    EXPECT_THAT(named(found, id).fix.evidence, Contains(HasSubstr("no binary is built here")));
  }
  EXPECT_EQ(named(found, "release.lto=off").fix.verdict, Verdict::recommended);
}

TEST(LtoFixes, OfBitcodeOnlyLibrariesReadTheManifest) {
  SmallBuild build = release(kThin);
  build.flags = {"opt-level=3", "linker-plugin-lto"};
  SmallProject project(build);
  EXPECT_EQ(project.situation().profile.lto, "thin");
}

TEST(DebugInfoFixes, OfferLessOfItAndDependenciesAlone) {
  SmallProject project;
  std::vector<Candidate> found = find_debug_info_fixes(project.situation());
  EXPECT_EQ(named(found, "dev.debug=line-tables-only").fix.verdict, Verdict::recommended);
  EXPECT_EQ(named(found, "dev.debug=none").fix.verdict, Verdict::decision);
  const Candidate& dependencies = named(found, "dev.package.*.debug=none");
  EXPECT_THAT(dependencies.calls[0].tasks, ::testing::Not(Contains(project.task("core"))));
  EXPECT_THAT(dependencies.calls[0].tasks, Contains(project.task("serde")));
  EXPECT_THAT(patched(dependencies, project.workspace),
              HasSubstr("[profile.dev.package.\"*\"]\ndebug = \"none\""));
}

TEST(DebugInfoFixes, OfDependenciesSayThatLinksAreTakenAsRecorded) {
  SmallProject project;
  EXPECT_THAT(
      named(find_debug_info_fixes(project.situation()), "dev.package.*.debug=none").fix.not_checked,
      Contains(HasSubstr("links of the workspace's own units")));
}

TEST(DebugInfoFixes, TellCCompilersOfBuildScriptsToo) {
  SmallProject project;
  std::vector<Candidate> found = find_debug_info_fixes(project.situation());
  EXPECT_THAT(named(found, "dev.debug=none").calls[0].tasks,
              Contains(project.task("libz-sys", TaskKind::build_script_run)));
}

TEST(DebugInfoFixes, AreNoneWhereThereIsNone) {
  SmallProject project({.flags = {"opt-level=3"}});
  EXPECT_THAT(find_debug_info_fixes(project.situation()), IsEmpty());
}

TEST(DoubleBuildFixes, NameWhatDiffersAndAreABound) {
  SmallProject project;
  std::vector<Candidate> found = find_double_build_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reach, Reach::bound);
  EXPECT_THAT(found[0].edits, IsEmpty());
  EXPECT_THAT(found[0].fix.evidence, Contains("serde 1.0.2 built twice for its profile"));
}

TEST(BuildScriptFixes, SayHowToUseTheSystemsLibrary) {
  SmallProject project;
  std::vector<Candidate> found = find_build_script_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix.id, "build-script:libz-sys");
  EXPECT_EQ(found[0].fix.reason, "to use the system's: leave out its feature `static`");
  EXPECT_THAT(found[0].fix.evidence,
              Contains("its build script runs for 0.55 s of CPU, 0.50 s of it in C compilers"));
}

TEST(BuildScriptFixes, OfTwoRunsCountBoth) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 900, {.profile = "dev", .jobs = 2});
  for (TaskSide side : {TaskSide::host, TaskSide::target}) {
    tale.unit("ring", "0.17.8", 0,
              {.kind = TaskKind::build_script_run,
               .mode = TaskMode::execute,
               .side = side,
               .script = 100,
               .compile_c = {300}});
  }
  Trace trace = tale.end(900);
  Workspace workspace;
  std::vector<Candidate> found = find_build_script_fixes(describe_situation(trace, workspace, {}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].fix.evidence,
              Contains("its build script runs 2 times, for 0.80 s of CPU, 0.60 s of it in C "
                       "compilers"));
  EXPECT_EQ(found[0].stake, "the script takes 0.80 s of CPU");
  // ring offers no library of the system's.
  EXPECT_EQ(found[0].fix.risk, Risk::none);
  EXPECT_EQ(found[0].fix.risk_note, "");
}

// `package."*"` wins over `build-override`.
TEST(OptLevelFixes, OfDependenciesChangeThoseOfTheHostToo) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 900, {.profile = "dev", .jobs = 2});
  std::vector<std::string> three = {"opt-level=3"};
  TaskId syn =
      tale.unit("syn", "2.0.1", 0,
                {.side = TaskSide::host, .frontend = 100, .codegen = {50}, .flags = three});
  TaskId derive = tale.unit("derive", "1.0.0", 200,
                            {.kind = TaskKind::proc_macro, .frontend = 50, .flags = three}, {syn});
  tale.unit("plain", "1.0.0", 250, {.side = TaskSide::target, .frontend = 50});
  tale.unit("app", "0.1.0", 300,
            {.side = TaskSide::target, .local = true, .frontend = 100, .flags = three}, {derive});
  Trace trace = tale.end(900);
  Workspace workspace{.root = "/w",
                      .root_manifest_path = "/w/Cargo.toml",
                      .root_manifest = "[profile.dev.package.\"*\"]\nopt-level = 3\n"};
  std::vector<Candidate> found = find_opt_level_fixes(describe_situation(trace, workspace, {}));
  const Candidate& fix = named(found, "dev.package.*.opt-level=1");
  EXPECT_EQ(fix.calls[0].tasks, (std::vector<TaskId>{syn, derive}));
  EXPECT_EQ(fix.reach, Reach::bound);
  EXPECT_THAT(fix.fix.not_checked, Contains("how fast proc-macros then expand"));
}

// A release build beside it is none of the dev profile's, and what inherits from dev is.
TEST(ProfileFixes, ChangeTheUnitsOfTheirOwnProfileAlone) {
  Tale tale("sh -c 'cargo build && cargo build --release && cargo build --profile mine'");
  const std::vector<std::string> slow = {"opt-level=3", "codegen-units=1", "lto=fat"};
  const std::vector<std::string> dev = {"debuginfo=2", "incremental"};
  auto build = [&](const char* profile, int start, int cpu, std::vector<std::string> flags) {
    tale.invocation("cargo build", start, start + 1000,
                    {.subcommand = "build", .profile = profile, .jobs = 2});
    tale.unit("core", "0.1.0", start,
              {.kind = TaskKind::binary,
               .side = TaskSide::target,
               .local = true,
               .frontend = 100,
               .codegen = {cpu},
               .link = 10,
               .flags = std::move(flags)});
  };
  build("dev", 0, 300, dev);
  build("release", 1000, 500, slow);
  build("mine", 2000, 300, dev);
  Trace trace = tale.end(3000);
  Workspace workspace{.root = "/w",
                      .root_manifest_path = "/w/Cargo.toml",
                      .root_manifest = "[profile.mine]\ninherits = \"dev\"\n"};
  auto tasks_of = [&](const Situation& situation) {
    std::map<std::string, std::vector<uint32_t>> tasks;
    for (const FixKind& kind : fix_table()) {
      if (kind.find == nullptr) continue;
      for (const Candidate& candidate : kind.find(situation)) {
        const std::string& profile = situation.profile.name;
        if (!candidate.fix.id.starts_with(profile + ".")) continue;
        for (const ChangedCalls& calls : candidate.calls) {
          for (TaskId task : calls.tasks)
            tasks[candidate.fix.id].push_back(task.index());
        }
      }
    }
    return tasks;
  };
  Situation release = describe_situation(trace, workspace, {});
  ASSERT_EQ(release.profile.name, "release");
  EXPECT_EQ(release.profile.lto, "fat");
  EXPECT_FALSE(release.profile.incremental);
  for (const auto& [id, tasks] : tasks_of(release))
    EXPECT_EQ(tasks, std::vector<uint32_t>{1}) << id;
  EXPECT_TRUE(tasks_of(release).contains("release.opt-level=1"));

  trace.tasks[1].cpu = Duration::milliseconds(1);  // it was not what most of the work was for
  Situation own = describe_situation(trace, workspace, {});
  ASSERT_EQ(own.profile.name, "dev");
  EXPECT_EQ(own.profile.lto, "thin-local");
  for (const auto& [id, tasks] : tasks_of(own))
    EXPECT_EQ(tasks, (std::vector<uint32_t>{0, 2})) << id;
  EXPECT_TRUE(tasks_of(own).contains("dev.incremental=false"));
}

TEST(SerialUnitFixes, AreBoundsForUnitsOfTheWorkspace) {
  SmallProject project;
  std::vector<Candidate> found = find_serial_unit_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix.id, "split:core");
  EXPECT_EQ(found[0].reach, Reach::bound);
  EXPECT_EQ(found[0].fix.effort.effort, EffortClass::source);
}

TEST(TestBinaryFixes, TakeAllLinksButOne) {
  Tale tale("cargo test");
  tale.invocation("cargo test", 0, 900, {.subcommand = "test", .profile = "test", .jobs = 2});
  TaskId lib = tale.unit("app", "0.1.0", 0, {.local = true, .frontend = 100});
  for (const char* name : {"first", "second", "third"}) {
    tale.unit("app", "0.1.0", 100,
              {.kind = TaskKind::test, .local = true, .frontend = 20, .link = 200, .target = name},
              {lib});
  }
  tale.unit("app", "0.1.0", 100,
            {.kind = TaskKind::test, .local = true, .frontend = 20, .link = 200}, {lib});
  Trace trace = tale.end(900);
  Workspace workspace{.packages = {{.name = "app",
                                    .targets = {{.kind = "lib", .name = "app"},
                                                {.kind = "test", .name = "first"},
                                                {.kind = "test", .name = "second"},
                                                {.kind = "test", .name = "third"}}}}};
  std::vector<Candidate> found = find_test_binary_fixes(describe_situation(trace, workspace, {}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix.id, "merge-tests:app");
  EXPECT_EQ(std::get<Scale>(found[0].structure[0]).tasks.size(), 2u);
}

// Invocations of `cargo test`, each with the integration tests that it builds.
Trace test_runs(const std::vector<std::vector<const char*>>& invocations) {
  Tale tale("sh -c 'cargo test && cargo test --release'");
  int start = 0;
  for (const std::vector<const char*>& names : invocations) {
    tale.invocation("cargo test", start, start + 900,
                    {.subcommand = "test", .profile = "dev", .jobs = 2});
    for (const char* name : names) {
      tale.unit(
          "app", "0.1.0", start += 100,
          {.kind = TaskKind::test, .local = true, .frontend = 20, .link = 60, .target = name});
    }
  }
  return tale.end(3000);
}

TEST(TestBinaryFixes, CountAFileOnceThatTwoInvocationsBuild) {
  Workspace workspace{.packages = {{.name = "app",
                                    .targets = {{.kind = "test", .name = "first"},
                                                {.kind = "test", .name = "second"}}}}};
  const Trace one = test_runs({{"first"}, {"first"}});
  EXPECT_THAT(find_test_binary_fixes(describe_situation(one, workspace, {})), IsEmpty());
  const Trace two = test_runs({{"first", "second"}, {"first", "second"}});
  std::vector<Candidate> found = find_test_binary_fixes(describe_situation(two, workspace, {}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].fix.title, "Make one test binary of the 2 in app/tests");
  // Each of both invocations links one of its own still.
  EXPECT_EQ(std::get<Scale>(found[0].structure[0]).tasks,
            (std::vector<TaskId>{TaskId(1), TaskId(3)}));
}

// Of a container with a quota: cargo takes as many slots as there are whole cores.
TEST(ParallelismFixes, CountWholeCoresAsCargoDoes) {
  for (auto [cores, jobs] : {std::pair(2.5, 2U), std::pair(3.9, 3U), std::pair(0.5, 1U)}) {
    Tale tale("cargo build");
    tale.run().host.cores = cores;
    tale.invocation("cargo build", 0, 900, {.profile = "dev", .jobs = jobs});
    tale.unit("a", "1.0.0", 0, {.frontend = 100});
    Trace trace = tale.end(900);
    Workspace workspace;
    for (const Candidate& candidate :
         find_parallelism_fixes(describe_situation(trace, workspace, {})))
      EXPECT_FALSE(candidate.fix.id.starts_with("jobs=")) << candidate.fix.id;
  }
}

TEST(ParallelismFixes, OfferTheCoresThatWereNotUsed) {
  Tale tale("cargo build -j1");
  tale.invocation("cargo build -j1", 0, 900, {.profile = "dev", .jobs = 1});
  tale.unit("a", "1.0.0", 0, {.frontend = 100});
  Trace trace = tale.end(900);
  Workspace workspace{
      .config_files = {{.path = "/w/.cargo/config.toml", .text = "[build]\njobs = 1\n"}}};
  std::vector<Candidate> found = find_parallelism_fixes(describe_situation(trace, workspace, {}));
  const Candidate& jobs = named(found, "jobs=2");
  EXPECT_EQ(jobs.jobs, 2u);
  EXPECT_EQ(patched(jobs, workspace), "[build]\njobs = 2\n");
  EXPECT_EQ(named(found, "cores=4").fix.verdict, Verdict::decision);
}

TEST(ParallelismFixes, LeaveAConfigurationAloneThatSomethingElseHid) {
  Tale tale("cargo build -j1");
  tale.invocation("cargo build -j1", 0, 900, {.profile = "dev", .jobs = 1});
  tale.unit("a", "1.0.0", 0, {.frontend = 100});
  Trace trace = tale.end(900);
  Workspace workspace{
      .config_files = {{.path = "/w/.cargo/config.toml", .text = "[build]\njobs = 4\n"}}};
  std::vector<Candidate> found = find_parallelism_fixes(describe_situation(trace, workspace, {}));
  EXPECT_THAT(named(found, "jobs=2").edits, IsEmpty());
}

TEST(NightlyFixes, AreNamedAndNotPriced) {
  SmallProject project;
  for (const Candidate& candidate : find_nightly_fixes(project.situation())) {
    EXPECT_TRUE(candidate.fix.nightly && candidate.named_only);
    EXPECT_THAT(candidate.edits, IsEmpty());
  }
}

TEST(CacheFixes, AreABoundOfWhatACacheKeeps) {
  SmallProject project;
  std::vector<Candidate> found = find_cache_fixes(project.situation());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reach, Reach::bound);
  EXPECT_THAT(found[0].fix.evidence, Contains(HasSubstr("4 of 7 units could be kept")));
  EXPECT_THAT(found[0].fix.evidence, Contains(HasSubstr("with 9 of 10 of that found")));
}

}  // namespace
}  // namespace makespan
