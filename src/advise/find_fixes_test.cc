#include "advise/find_fixes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "advise/testing/small_project.h"
#include "analysis/testing/tale.h"
#include "simulate/bounds.h"

namespace makespan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

CallChange line_tables() {
  return {.debuginfo = "line-tables-only"};
}

// One task at a time on one core: what a section costs less is what the build gains.
TEST(FindFixes, PricesByExperimentWhatAnExperimentSaid) {
  Tale tale("cargo build");
  tale.run().host.cores = 1;
  tale.invocation("cargo build", 0, 2000, {.profile = "dev", .jobs = 1});
  TaskId a =
      tale.unit("a", "1.0.0", 0, {.frontend = 200, .codegen = {300}, .flags = {"debuginfo=2"}});
  tale.unit("b", "1.0.0", 500,
            {.local = true, .frontend = 500, .codegen = {1000}, .flags = {"debuginfo=2"}}, {a});
  Trace trace = tale.end(2000);
  Workspace workspace{.root = "/w", .root_manifest_path = "/w/Cargo.toml"};
  Situation situation = describe_situation(trace, workspace, {});
  Advice advice = find_fixes(
      situation, {.experiment = known_ratios(trace, {{line_tables(), 0.8, 0.75, 0.85}})});
  const Fix& fix = named(advice.candidates, "dev.debug=line-tables-only").fix;
  EXPECT_EQ(fix.verdict, Verdict::recommended);
  EXPECT_EQ(fix.basis, Basis::replayed);
  EXPECT_NEAR(fix.saving->expected.seconds(), 0.4, 0.001);
  EXPECT_LE(fix.saving->low.seconds(), 0.301);
  EXPECT_GE(fix.saving->high.seconds(), 0.499);
  EXPECT_THAT(fix.method, HasSubstr("2 of 2 units re-run with it"));
  EXPECT_THAT(fix.diff, HasSubstr("+debug = \"line-tables-only\""));
  EXPECT_THAT(fix.checked, Contains("the compiler calls of 2 units end well with it"));
  EXPECT_THAT(fix.not_checked, Contains(HasSubstr("debuggers, profilers and other tools")));
}

TEST(FindFixes, SayOfHowManyUnitsNothingWasCompiled) {
  SmallProject project;
  Experimenter all = known_ratios(project.trace, {{line_tables(), 0.8, 0.75, 0.85}});
  Advice advice =
      find_fixes(project.situation(), {.experiment = [&](const std::vector<PriceWish>& wishes) {
                   Pricing pricing = all(wishes);
                   for (PricedChange& price : pricing.prices) {
                     if (price.task == project.task("serde")) price.basis = PriceBasis::modelled;
                   }
                   return pricing;
                 }});
  const Fix& fix = named(advice.candidates, "dev.debug=line-tables-only").fix;
  EXPECT_THAT(fix.checked, Contains("the compiler calls of 3 units end well with it"));
  EXPECT_THAT(fix.not_checked, Contains("the compiler calls of 1 other unit"));
  Advice without = find_fixes(project.situation(), {});
  EXPECT_THAT(named(without.candidates, "dev.debug=line-tables-only").fix.checked, IsEmpty());
}

TEST(FindFixes, TellsAnUnsetValueFromThatValue) {
  SmallProject project;
  CallChange many{.codegen_units = 256};
  Advice advice = find_fixes(project.situation(),
                             {.experiment = known_ratios(project.trace, {{many, 1.3, 1.28, 1.32}}),
                              .may_run = true,
                              .most_changes = 20});
  std::vector<std::string> values;
  for (const TradeOffRow& row : advice.answer.trade_offs)
    values.push_back(row.value + (row.current ? " now" : ""));
  EXPECT_THAT(values, ::testing::UnorderedElementsAre("256", "unset now"));
}

TEST(FindFixes, RejectsWhatWasMeasuredToCostMoreWithTheNumber) {
  SmallProject project;
  Advice advice =
      find_fixes(project.situation(),
                 {.experiment = known_ratios(project.trace, {{line_tables(), 1.1, 1.08, 1.12}})});
  const Fix& fix = named(advice.candidates, "dev.debug=line-tables-only").fix;
  EXPECT_EQ(fix.verdict, Verdict::rejected);
  EXPECT_THAT(fix.reason, HasSubstr("costs 0."));
  EXPECT_TRUE(fix.patch.empty());
  EXPECT_EQ(fix.diff, "");
}

TEST(FindFixes, DoesNotRecommendWhatMayBeALoss) {
  SmallProject project;
  Advice advice =
      find_fixes(project.situation(),
                 {.experiment = known_ratios(project.trace, {{line_tables(), 0.95, 0.7, 1.2}})});
  const Fix& fix = named(advice.candidates, "dev.debug=line-tables-only").fix;
  EXPECT_EQ(fix.verdict, Verdict::possible);
  EXPECT_THAT(fix.reason, HasSubstr("it may be a loss as well"));
}

TEST(FindFixes, DoesNotRejectWhatWasHardlyMeasured) {
  SmallProject project;
  Advice advice =
      find_fixes(project.situation(),
                 {.experiment = known_ratios(project.trace, {{line_tables(), 1.02, 0.7, 1.3}})});
  const Fix& fix = named(advice.candidates, "dev.debug=line-tables-only").fix;
  EXPECT_EQ(fix.verdict, Verdict::possible);
  EXPECT_THAT(fix.reason, HasSubstr("does not decide it"));
}

// A library without LTO costs more, the link much less: the one says nothing of the other.
TEST(FindFixes, DoesNotTakeTheLtoOfALinkFromLibraries) {
  Tale tale("cargo build --release");
  tale.run().host.cores = 1;
  tale.invocation("cargo build --release", 0, 4000, {.profile = "release", .jobs = 1});
  TaskId core = tale.unit("core", "0.1.0", 0,
                          {.side = TaskSide::target,
                           .local = true,
                           .frontend = 500,
                           .codegen = {500},
                           .flags = {"linker-plugin-lto", "opt-level=3"}});
  tale.unit("app", "0.1.0", 1000,
            {.kind = TaskKind::binary,
             .side = TaskSide::target,
             .local = true,
             .frontend = 100,
             .codegen = {100},
             .lto = 2500,
             .link = 100,
             .flags = {"lto=thin", "opt-level=3"}},
            {core});
  Trace trace = tale.end(3800);
  Workspace workspace{.root = "/w", .root_manifest_path = "/w/Cargo.toml"};
  CallChange without{.lto = "thin-local"};
  Experimenter libraries = known_ratios(trace, {{without, 1.2, 1.19, 1.21}});
  Advice advice = find_fixes(describe_situation(trace, workspace, {}),
                             {.experiment = [&](const std::vector<PriceWish>& wishes) {
                               Pricing pricing = libraries(wishes);
                               for (PricedChange& price : pricing.prices) {
                                 if (price.task != core) price.basis = PriceBasis::modelled;
                               }
                               return pricing;
                             }});
  const Fix& fix = named(advice.candidates, "release.lto=false").fix;
  // 0.2 s more in core, about 2.25 s less at the link.
  EXPECT_NEAR(fix.saving->expected.seconds(), 2.05, 0.1);
  EXPECT_THAT(fix.method, HasSubstr("the LTO of 1 link modelled"));
}

TEST(FindFixes, RecommendsNothingFromPublishedRanges) {
  SmallProject project;
  Advice advice = find_fixes(project.situation(), {});
  EXPECT_FALSE(advice.answer.experimented);
  for (const Candidate& candidate : advice.candidates) {
    if (candidate.calls.empty()) continue;
    EXPECT_NE(candidate.fix.verdict, Verdict::recommended) << candidate.fix.id;
    EXPECT_NE(candidate.fix.basis, Basis::replayed) << candidate.fix.id;
  }
  EXPECT_THAT(advice.answer.plan, IsEmpty());
}

TEST(FindFixes, RejectsALinkerWhoseLinksAreNothing) {
  SmallProject project({.link = 1});
  Advice advice = find_fixes(project.situation(), {});
  const Fix& fix = named(advice.candidates, "linker=mold").fix;
  EXPECT_EQ(fix.verdict, Verdict::rejected);
  EXPECT_THAT(fix.reason, HasSubstr("links take 41 ms of CPU"));
}

TEST(FindFixes, PutsRejectedOnesLastAndOrdersByWhatTheySave) {
  SmallProject project;
  Advice advice = find_fixes(project.situation(), {});
  const std::vector<Fix>& fixes = advice.answer.fixes;
  bool rejected = false;
  for (const Fix& fix : fixes) {
    EXPECT_TRUE(!rejected || fix.verdict == Verdict::rejected) << fix.id;
    rejected |= fix.verdict == Verdict::rejected;
    EXPECT_TRUE(fix.verdict != Verdict::rejected || fix.patch.empty()) << fix.id;
    EXPECT_TRUE(fix.verdict != Verdict::rejected || !fix.reason.empty()) << fix.id;
    if (!fix.saving) continue;
    EXPECT_LE(fix.saving->low, fix.saving->expected) << fix.id;
    EXPECT_LE(fix.saving->expected, fix.saving->high) << fix.id;
  }
}

// Found elsewhere: dependencies that go.
Candidate structural(const SmallProject& project, std::string id, TaskId task) {
  Candidate candidate;
  candidate.fix = {.id = std::move(id), .kind = "unused", .verdict = Verdict::recommended};
  candidate.structure.emplace_back(Without{.tasks = {task}});
  static_cast<void>(project);
  return candidate;
}

TEST(FindFixes, ShowsNoPatchOfWhatNothingCompiledWith) {
  SmallProject project;
  Candidate untried = structural(project, "align:serde@1.0.2", project.task("serde"));
  untried.unproven = true;
  untried.edits.push_back({.path = project.workspace.root_manifest_path,
                           .edit = [](std::string_view text) -> Result<std::string> {
                             return std::string(text) + "#\n";
                           }});
  FixQuestion question;
  question.more = {untried};
  const Advice advice = find_fixes(project.situation(), std::move(question));
  const Candidate& found = named(advice.candidates, "align:serde@1.0.2");
  EXPECT_TRUE(found.fix.patch.empty());
  EXPECT_EQ(found.fix.diff, "");
  EXPECT_EQ(found.fix.effort.lines, 1u);
  EXPECT_FALSE(found.edits.empty());
}

TEST(FindFixes, PlansSetsTogetherAndNeverBelowTheirBounds) {
  SmallProject project;
  FixQuestion question{.experiment =
                           known_ratios(project.trace, {{line_tables(), 0.6, 0.58, 0.62}})};
  question.more = {structural(project, "unused:core/serde", project.task("serde")),
                   structural(project, "unused:core/libz-sys",
                              project.task("libz-sys", TaskKind::build_script_run))};
  Situation situation = project.situation();
  Advice advice = find_fixes(situation, std::move(question));
  const std::vector<PlanStep>& plan = advice.answer.plan;
  ASSERT_GE(plan.size(), 2u);
  EXPECT_TRUE(std::is_sorted(plan.rbegin(), plan.rend(), [](const PlanStep& a, const PlanStep& b) {
    return a.cumulative < b.cumulative;
  }));
  std::vector<size_t> places;
  for (const PlanStep& step : plan) {
    for (size_t i = 0; i < advice.candidates.size(); ++i) {
      if (advice.candidates[i].fix.id == step.id) places.push_back(i);
    }
  }
  Workload edited =
      apply_edits(build_workload(project.trace), change_of_set(situation, advice, places).expected);
  EXPECT_GE(plan.back().cumulative, find_bounds(edited, edited.graph(), 2).critical_path * 0.93);
}

TEST(FindFixes, GivesASetTheSamePriceInAnyOrder) {
  SmallProject project;
  FixQuestion question;
  question.more = {structural(project, "unused:core/serde", project.task("serde")),
                   structural(project, "unused:core/libz-sys",
                              project.task("libz-sys", TaskKind::build_script_run))};
  Situation situation = project.situation();
  Advice advice = find_fixes(situation, std::move(question));
  std::vector<size_t> places;
  for (size_t i = 0; i < advice.candidates.size(); ++i) {
    if (advice.candidates[i].fix.kind == "unused") places.push_back(i);
  }
  Plan forward = price_set(situation, advice, places);
  std::reverse(places.begin(), places.end());
  Plan backward = price_set(situation, advice, places);
  EXPECT_EQ(forward.steps.back().cumulative, backward.steps.back().cumulative);
}

TEST(FindFixes, StretchesIntervalsAsEarlierTriesTurnedOut) {
  SmallProject project;
  auto saving_with = [&](double scale) {
    FixQuestion question{.interval_scale = [scale](std::string_view) { return scale; }};
    question.more = {structural(project, "unused:core/serde", project.task("serde"))};
    std::vector<Fix> fixes = find_fixes(project.situation(), std::move(question)).answer.fixes;
    return *std::find_if(fixes.begin(), fixes.end(),
                         [](const Fix& fix) { return fix.kind == "unused"; });
  };
  Fix plain = saving_with(1);
  Fix wide = saving_with(3);
  EXPECT_EQ(wide.saving->expected, plain.saving->expected);
  EXPECT_EQ(wide.saving->high - wide.saving->expected,
            (plain.saving->high - plain.saving->expected) * 3);
  EXPECT_THAT(wide.method, HasSubstr("3.00 times as wide as computed, as earlier tries of unused"));
  EXPECT_THAT(plain.method, Not(HasSubstr("as wide as computed")));
}

TEST(FindFixes, StretchesThePlansIntervalsToo) {
  SmallProject project;
  auto step_with = [&](double scale) {
    FixQuestion question{.interval_scale = [scale](std::string_view) { return scale; }};
    question.more = {structural(project, "unused:core/serde", project.task("serde"))};
    return find_fixes(project.situation(), std::move(question)).answer.plan.at(0);
  };
  PlanStep plain = step_with(1);
  PlanStep wide = step_with(1.25);
  EXPECT_EQ(wide.cumulative, plain.cumulative);
  EXPECT_NEAR((wide.high - wide.low).seconds(), (plain.high - plain.low).seconds() * 1.25, 1e-6);
  EXPECT_NEAR(wide.interval_scale, 1.25, 1e-6);
}

TEST(FindFixes, TakesOneOfAGroupIntoThePlan) {
  SmallProject project;
  Advice advice =
      find_fixes(project.situation(),
                 {.experiment = known_ratios(project.trace, {{line_tables(), 0.6, 0.58, 0.62}})});
  size_t debug = 0;
  for (const PlanStep& step : advice.answer.plan)
    debug += step.id.find("debug") != std::string::npos ? 1 : 0;
  EXPECT_EQ(debug, 1u);
}

TEST(FindFixes, ShowsTheSameTasksBeforeAndAfter) {
  SmallProject project;
  FixQuestion question;
  question.more = {structural(project, "unused:core/serde", project.task("serde"))};
  Advice advice = find_fixes(project.situation(), std::move(question));
  const SchedulePair& schedule = advice.answer.schedule;
  ASSERT_EQ(schedule.before.size(), project.trace.tasks.size());
  ASSERT_EQ(schedule.after.size(), schedule.before.size());
  uint32_t gone = project.task("serde").index();
  EXPECT_GT(schedule.before[gone].length, Duration());
  EXPECT_EQ(schedule.after[gone].length, Duration());
  auto critical = [](const SchedulePair::Row& row) { return row.critical; };
  EXPECT_TRUE(std::any_of(schedule.before.begin(), schedule.before.end(), critical));
}

TEST(FindFixes, MarksMoreCoresThanTheMachineHas) {
  SmallProject project;
  Advice advice = find_fixes(project.situation(), {.cores = 16});
  EXPECT_TRUE(advice.answer.extrapolated);
  EXPECT_EQ(advice.answer.cores, 16);
  EXPECT_FALSE(has(advice.candidates, "cores=4"));
  EXPECT_LT(advice.answer.base, find_fixes(project.situation(), {}).answer.base);
}

// As many slots as cores are simulated then.
TEST(FindFixes, OfferNoOtherSlotsForAMachineThatWasChosen) {
  SmallProject project;
  project.trace.run.host.cores = 4;  // it ran with -j2
  EXPECT_TRUE(has(find_fixes(project.situation(), {}).candidates, "jobs=4"));
  EXPECT_FALSE(has(find_fixes(project.situation(), {.cores = 16}).candidates, "jobs=4"));
}

TEST(FindFixes, OfATreeOfProcessesAreNone) {
  Tale tale("make");
  tale.process("make", 0, 900, 10);
  Trace trace = tale.end(900);
  trace.tasks.push_back({.kind = TaskKind::process, .wall = Duration::milliseconds(800)});
  Workspace workspace;
  Advice advice = find_fixes(describe_situation(trace, workspace, {}), {});
  EXPECT_THAT(advice.answer.fixes, IsEmpty());
  EXPECT_FALSE(advice.answer.priced);
  EXPECT_EQ(advice.answer.command, "make");
  EXPECT_THAT(advice.answer.notes, Contains(HasSubstr("a tree of processes")));
}

TEST(FindFixes, SaysWhatAWarmRunCannotTell) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100, {.profile = "dev", .jobs = 2, .fresh = 40});
  tale.unit("app", "0.1.0", 0, {.local = true, .frontend = 100});
  Trace trace = tale.end(100);
  Workspace workspace;
  std::vector<std::string> notes = limits_of(describe_situation(trace, workspace, {}));
  EXPECT_THAT(notes, Contains(HasSubstr("40 units were fresh")));
  EXPECT_THAT(notes, Contains(HasSubstr("`makespan run --cold -- cargo build`")));
}

TEST(FindFixes, RunsNothingAgainOfATargetDirectory) {
  Tale tale("cargo build", RunSource::target_directory);
  tale.invocation("cargo build", 0, 100, {.profile = "dev", .jobs = 2});
  tale.unit("app", "0.1.0", 0, {.local = true, .frontend = 100, .flags = {"debuginfo=2"}});
  Trace trace = tale.end(100);
  Workspace workspace{.root = "/w", .root_manifest_path = "/w/Cargo.toml"};
  bool asked = false;
  Advice advice = find_fixes(describe_situation(trace, workspace, {}),
                             {.experiment = [&](const std::vector<PriceWish>&) {
                               asked = true;
                               return Pricing();
                             }});
  EXPECT_FALSE(asked);
  EXPECT_THAT(advice.answer.notes, Contains(HasSubstr("told from a target directory")));
}

// A colleague's, imported: what it names as the compiler is not started here.
TEST(FindFixes, RunsNothingAgainOfARunThatWasMadeElsewhere) {
  SmallProject project;
  Situation situation = project.situation();
  situation.made_elsewhere = "The run comes from a file.";
  bool asked = false;
  Advice advice = find_fixes(situation, {.experiment = [&](const std::vector<PriceWish>&) {
                               asked = true;
                               return Pricing();
                             }});
  EXPECT_FALSE(asked);
  EXPECT_FALSE(advice.answer.experimented);
  EXPECT_FALSE(advice.answer.can_experiment);
  EXPECT_THAT(advice.answer.notes,
              Contains("The run comes from a file. `makespan run --cold -- cargo build` here adds "
                       "what settings change inside a call."));
  EXPECT_THAT(named(advice.candidates, "dev.debug=line-tables-only").fix.reason,
              HasSubstr("not measured: no compiler call of this run can be run again"));
}

TEST(FindFixes, WishesForEachCallOnceThatSeveralFixesChangeAlike) {
  SmallProject project({.profile = "release",
                        .flags = {"opt-level=3", "codegen-units=1", "debuginfo=2"},
                        .manifest = "[profile.release]\ncodegen-units = 1\n"});
  std::vector<PriceWish> wished;
  find_fixes(project.situation(), {.experiment =
                                       [&](const std::vector<PriceWish>& wishes) {
                                         wished = wishes;
                                         return Pricing();
                                       },
                                   .most_changes = 20});
  size_t of_core = std::ranges::count_if(wished, [&](const PriceWish& wish) {
    return wish.task == project.task("core") && wish.change == CallChange{.codegen_units = 16};
  });
  EXPECT_EQ(of_core, 1u);  // release.codegen-units=16 and ci.codegen-units=16
}

TEST(FindFixes, OfARunWithoutTasksAreNone) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100, {.profile = "dev", .jobs = 2, .fresh = 40});
  Trace trace = tale.end(100);
  Workspace workspace;
  Advice advice = find_fixes(describe_situation(trace, workspace, {}), {});
  EXPECT_THAT(advice.answer.fixes, IsEmpty());
  EXPECT_THAT(advice.answer.notes,
              Contains(HasSubstr("Nothing was built in this run, since 40 units were fresh")));
  EXPECT_FALSE(advice.answer.priced);
  EXPECT_EQ(advice.answer.command, "cargo build");
  EXPECT_EQ(advice.answer.cores, 2);
  EXPECT_EQ(advice.answer.recorded, Duration::milliseconds(100));
}

TEST(CombinedPatch, PutsFixesOfOneFileOnTopOfEachOther) {
  SmallProject project;
  Advice advice = find_fixes(project.situation({"dev.codegen-units=8"}), {});
  std::vector<Candidate> chosen = {named(advice.candidates, "dev.codegen-units=8"),
                                   named(advice.candidates, "dev.debug=line-tables-only")};
  Patch patch = combined_patch(chosen, project.workspace).value();
  ASSERT_EQ(patch.files.size(), 1u);
  EXPECT_THAT(*patch.files[0].after, HasSubstr("codegen-units = 8"));
  EXPECT_THAT(*patch.files[0].after, HasSubstr("debug = \"line-tables-only\""));
}

TEST(CombinedPatch, NamesTheFixWhoseEditDoesNotFit) {
  Workspace workspace;
  Candidate candidate;
  candidate.fix.id = "unused:core/rand";
  candidate.edits.push_back({.path = "/w/Cargo.toml", .edit = [](std::string_view) {
                               return Result<std::string>(
                                   failure(ErrorKind::not_found, "rand is not there"));
                             }});
  EXPECT_EQ(combined_patch(std::span(&candidate, 1), workspace).error().message,
            "unused:core/rand cannot be applied: rand is not there");
}

}  // namespace
}  // namespace makespan
