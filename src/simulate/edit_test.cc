#include "simulate/edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "model/trace_builder.h"
#include "simulate/selection.h"
#include "simulate/whatif.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// app ─┬─ dashmap 5 ── lock_api 0.4       app: a binary with frontend, codegen, link
//      ├─ dashmap 6 ── hashbrown 0.14     all libraries: 100 ms of frontend, 100 ms of codegen
//      └─ syn 2
class AppWithDuplicates : public ::testing::Test {
 protected:
  AppWithDuplicates() {
    TraceBuilder builder;
    builder.run().host.cores = 2;
    InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 2});
    auto add = [&](std::string_view name, std::string_view version, TaskKind kind, int64_t start) {
      bool library = kind == TaskKind::library;
      Task task{.kind = kind,
                .name = builder.intern(name),
                .version = builder.intern(version),
                .invocation = cargo,
                .start = Timestamp::at(ms(start)),
                .wall = ms(200),
                .cpu = ms(200),
                .run_queue_wait = Duration()};
      if (library) task.metadata_ready = task.start + ms(100);
      TaskId id = builder.add_task(task);
      builder.add_section({.task = id,
                           .kind = SectionKind::frontend,
                           .start = task.start,
                           .wall = ms(100),
                           .cpu = ms(100)});
      builder.add_section({.task = id,
                           .kind = library ? SectionKind::codegen : SectionKind::link,
                           .start = task.start + ms(100),
                           .wall = ms(100),
                           .cpu = ms(100)});
      return id;
    };
    TaskId lock = add("lock_api", "0.4.1", TaskKind::library, 0);
    TaskId brown = add("hashbrown", "0.14.0", TaskKind::library, 1);
    TaskId five = add("dashmap", "5.5.3", TaskKind::library, 200);
    TaskId six = add("dashmap", "6.1.0", TaskKind::library, 201);
    TaskId syn = add("syn", "2.0.1", TaskKind::library, 400);
    TaskId app = add("app", "0.1.0", TaskKind::binary, 600);
    builder.add_dependency({.task = five, .on = lock, .waits_for = WaitsFor::metadata});
    builder.add_dependency({.task = six, .on = brown, .waits_for = WaitsFor::metadata});
    for (TaskId on : {five, six, syn})
      builder.add_dependency({.task = app, .on = on});
    builder.run().wall = ms(800);
    trace_ = std::move(builder).finish().value();
    workload_ = build_workload(trace_);
  }

  TaskId task(std::string_view label) const {
    for (uint32_t i = 0; i < trace_.tasks.size(); ++i)
      if (task_label(trace_, TaskId(i)) == label) return TaskId(i);
    return TaskId::none();
  }

  // Names and versions of what an edit leaves.
  std::vector<std::string> left(const Result<Edit>& edit) {
    if (!edit) return {edit.error().message};
    return left_by({*edit});
  }
  std::vector<std::string> left_by(const std::vector<Edit>& edits) {
    Workload edited = apply_edits(workload_, edits);
    std::vector<std::string> names;
    for (uint32_t i = 0; i < edited.tasks.size(); ++i) {
      if (edited.tasks[i].present) names.push_back(task_label(trace_, TaskId(i)));
    }
    return names;
  }

  Trace trace_;
  Workload workload_;
};

TEST_F(AppWithDuplicates, WithoutAVersionLosesWhatOnlyItPullsIn) {
  EXPECT_THAT(left(parse_without(trace_, "dashmap@5")),
              ElementsAre("hashbrown 0.14.0", "dashmap 6.1.0", "syn 2.0.1", "app 0.1.0 (bin)"));
  EXPECT_THAT(left(parse_without(trace_, "dashmap")), ElementsAre("syn 2.0.1", "app 0.1.0 (bin)"));
}

TEST_F(AppWithDuplicates, UnlinkedLosesWhatNothingElseWaitsFor) {
  TaskId app = task("app 0.1.0 (bin)");
  TaskId syn = task("syn 2.0.1");
  TaskId five = task("dashmap 5.5.3");
  EXPECT_THAT(left_by({Unlink{{{.task = app, .on = five}}}}),
              ElementsAre("hashbrown 0.14.0", "dashmap 6.1.0", "syn 2.0.1", "app 0.1.0 (bin)"));
  EXPECT_THAT(left_by({Unlink{{{.task = app, .on = five}}}, Unlink{{{.task = app, .on = syn}}}}),
              ElementsAre("hashbrown 0.14.0", "dashmap 6.1.0", "app 0.1.0 (bin)"));
}

TEST_F(AppWithDuplicates, UnlinkedKeepsWhatOthersWaitFor) {
  TaskId app = task("app 0.1.0 (bin)");
  TaskId brown = task("hashbrown 0.14.0");
  workload_.dependencies.insert(workload_.dependencies.begin(), {.task = app, .on = brown});
  ++workload_.direct_dependencies;
  EXPECT_THAT(left_by({Unlink{{{.task = app, .on = brown}}}}),
              ElementsAre("lock_api 0.4.1", "hashbrown 0.14.0", "dashmap 5.5.3", "dashmap 6.1.0",
                          "syn 2.0.1", "app 0.1.0 (bin)"));
}

TEST_F(AppWithDuplicates, UnlinkedKeepsWhatTheBuildWasAskedFor) {
  TaskId app = task("app 0.1.0 (bin)");
  TaskId five = task("dashmap 5.5.3");
  EXPECT_THAT(left_by({Unlink{.edges = {{.task = app, .on = five}}, .asked = {five}}}),
              ElementsAre("lock_api 0.4.1", "hashbrown 0.14.0", "dashmap 5.5.3", "dashmap 6.1.0",
                          "syn 2.0.1", "app 0.1.0 (bin)"));
}

TEST_F(AppWithDuplicates, WhatIsUnlinkedIsNotWaitedForWhenLinking) {
  TaskId app = task("app 0.1.0 (bin)");
  TaskId five = task("dashmap 5.5.3");
  TaskId lock = task("lock_api 0.4.1");
  TaskId six = task("dashmap 6.1.0");
  // Kept alive by another task, so that only the edges tell.
  Dependency kept{.task = six, .on = five};
  workload_.dependencies.insert(workload_.dependencies.begin(), kept);
  ++workload_.direct_dependencies;
  workload_.dependencies.push_back({.task = app, .on = lock});
  std::vector<Edit> edits = {Unlink{{{.task = six, .on = five}, {.task = app, .on = five}}}};
  Workload edited = apply_edits(workload_, edits);
  for (const Dependency& dependency : edited.dependencies)
    EXPECT_FALSE(dependency.task == app && dependency.on == lock);
}

TEST_F(AppWithDuplicates, AlignedKeepsOneVersion) {
  EXPECT_THAT(left(parse_align(trace_, "dashmap@6")),
              ElementsAre("hashbrown 0.14.0", "dashmap 6.1.0", "syn 2.0.1", "app 0.1.0 (bin)"));
  EXPECT_THAT(left(parse_align(trace_, "dashmap@5")),
              ElementsAre("lock_api 0.4.1", "dashmap 5.5.3", "syn 2.0.1", "app 0.1.0 (bin)"));
}

// Libraries of 100 ms that wait for each other, on as many cores as they can use.
class Versions {
 public:
  TaskId add(std::string_view name, std::string_view version, const std::vector<TaskId>& on = {},
             TaskSide side = TaskSide::unknown, std::string_view platform = "") {
    TaskId id = builder_.add_task({.kind = TaskKind::library,
                                   .side = side,
                                   .name = builder_.intern(name),
                                   .version = builder_.intern(version),
                                   .platform = builder_.intern(platform),
                                   .invocation = invocation_,
                                   .start = Timestamp::at(ms(start_)),
                                   .wall = ms(100),
                                   .cpu = ms(100)});
    start_ += 100;
    for (TaskId dependency : on)
      builder_.add_dependency({.task = id, .on = dependency});
    return id;
  }
  void next_invocation() {
    invocation_ =
        builder_.add_invocation({.tool = BuildTool::cargo, .start = Timestamp::at(ms(start_))});
  }
  Trace finish() {
    builder_.run().host.cores = 8;
    builder_.run().wall = ms(start_);
    return std::move(builder_).finish().value();
  }

 private:
  TraceBuilder builder_;
  InvocationId invocation_ = builder_.add_invocation({.tool = BuildTool::cargo});
  int64_t start_ = 0;
};

Duration simulated(const Workload& workload) {
  TaskGraph graph = workload.graph();
  return simulate(workload, graph, find_queue_order(workload, graph, Policy::cargo, 0),
                  {.cores = 8})
      .makespan;
}

// app ─┬─ a 1 ── c ── a 2       Only a 2 can stand for both.
//      └─ a 2
TEST(Align, LeavesWhatTheKeptVersionItselfNeedsWithItsOwn) {
  Versions versions;
  TaskId two = versions.add("a", "2.0.0");
  TaskId c = versions.add("c", "1.0.0", {two});
  TaskId one = versions.add("a", "1.0.0", {c});
  TaskId app = versions.add("app", "0.1.0", {one, two});
  const Trace trace = versions.finish();
  Result<Edit> edit = parse_align(trace, "a@1");
  ASSERT_FALSE(edit);
  EXPECT_EQ(edit.error().message,
            "`a@1` cannot stand for all: a 1.0.0 needs c 1.0.0, which needs a 2.0.0");
  Workload aligned = align(build_workload(trace), {.moves = {{.from = two, .to = one}}});
  EXPECT_EQ(simulated(aligned), ms(400));
  EXPECT_TRUE(aligned.tasks[two.index()].present);
  for (const Dependency& dependency : aligned.dependencies)
    EXPECT_FALSE(dependency.task == app && dependency.on == two);
  EXPECT_TRUE(parse_align(trace, "a@2"));
}

// Each of these alone would do; together a 1, c, b 1 and d would wait for each other.
TEST(Align, LetsSeveralMovesCloseNoCircle) {
  Versions versions;
  TaskId a2 = versions.add("a", "2.0.0");
  TaskId b2 = versions.add("b", "2.0.0");
  TaskId c = versions.add("c", "1.0.0", {b2});
  TaskId d = versions.add("d", "1.0.0", {a2});
  TaskId a1 = versions.add("a", "1.0.0", {c});
  TaskId b1 = versions.add("b", "1.0.0", {d});
  versions.add("app", "0.1.0", {a1, b1});
  const Trace trace = versions.finish();
  std::vector<Edit> edits = {parse_align(trace, "a@1").value(), parse_align(trace, "b@1").value()};
  Workload aligned = apply_edits(build_workload(trace), edits);
  EXPECT_NE(aligned.tasks[a2.index()].present, aligned.tasks[b2.index()].present);
  EXPECT_EQ(simulated(aligned), ms(600));  // one of both stays, and all follow each other
}

// What a call of the build tool builds cannot wait for a later call.
TEST(Align, StaysWithinOneInvocation) {
  Versions versions;
  TaskId one = versions.add("a", "1.0.0");
  versions.add("app", "0.1.0", {one});
  versions.next_invocation();
  TaskId two = versions.add("a", "2.0.0");
  const Trace trace = versions.finish();
  Result<Edit> edit = parse_align(trace, "a@2");
  ASSERT_FALSE(edit);
  EXPECT_EQ(edit.error().message,
            "no other version of `a` is built in the same call of the build tool as `2`");
  Workload aligned = align(build_workload(trace), {.moves = {{.from = one, .to = two}}});
  EXPECT_EQ(simulated(aligned), ms(300));
}

// A release build: what a build script or a proc-macro uses is compiled without optimisation.
//
//   app ─┬─ macro ── itertools 0.13 (host)
//        └─ itertools 0.14 (target)
struct HostAndTarget {
  explicit HostAndTarget(TaskSide shared, std::string_view platform = "") {
    old_host = versions.add("itertools", "0.13.0", {}, TaskSide::host);
    old_target = versions.add("itertools", "0.12.0", {}, TaskSide::target, platform);
    kept = versions.add("itertools", "0.14.0", {}, TaskSide::target, platform);
    TaskId quote = versions.add("quote", "1.0.0", {}, shared);
    TaskId macro = versions.add("macro", "1.0.0", {old_host, quote}, TaskSide::host);
    versions.add("app", "0.1.0", {old_target, kept, quote, macro}, TaskSide::target, platform);
    trace = versions.finish();
  }
  std::vector<TaskId> moved() const {
    std::vector<TaskId> from;
    const Align align = std::get<Align>(parse_align(trace, "itertools@0.14").value());
    for (const Align::Move& move : align.moves)
      from.push_back(move.from);
    return from;
  }
  Versions versions;
  TaskId old_host, old_target, kept;
  Trace trace;
};

TEST(Align, LeavesAUnitForTheOtherSideInPlaceOfTheOneThatIsStillBuilt) {
  HostAndTarget apart(TaskSide::host);
  EXPECT_THAT(apart.moved(), ElementsAre(apart.old_target));
  // The kept version of the host's side serves nothing of the target's either.
  Result<Edit> edit = parse_align(apart.trace, "itertools@0.13");
  ASSERT_FALSE(edit);
  EXPECT_EQ(edit.error().message,
            "`itertools@0.13` saves nothing: it would be built once more for the side (host or "
            "target) that the other versions are for");
}

TEST(Align, MovesAcrossSidesWhereUnitsServeBoth) {
  HostAndTarget together(TaskSide::both);
  EXPECT_THAT(together.moved(), ElementsAre(together.old_host, together.old_target));
}

// With `--target` host and target have nothing in common.
TEST(Align, MovesToNoOtherPlatform) {
  HostAndTarget cross(TaskSide::both, "wasm32-unknown-unknown");
  EXPECT_THAT(cross.moved(), ElementsAre(cross.old_target));
}

TEST_F(AppWithDuplicates, ScalesOnlyTheSectionThatWasNamed) {
  std::vector<Edit> edits = {parse_scale(trace_, "codegen:syn=0.5").value()};
  EXPECT_EQ(total_cpu(workload_) - total_cpu(apply_edits(workload_, edits)), ms(50));
  edits.push_back(parse_zero(trace_, "link").value());
  EXPECT_EQ(total_cpu(workload_) - total_cpu(apply_edits(workload_, edits)), ms(150));
}

TEST_F(AppWithDuplicates, MoreCodegenUnitsKeepTheCpuAndShortenThePath) {
  std::vector<Edit> edits = {parse_codegen_units(trace_, "4").value()};
  Workload edited = apply_edits(workload_, edits);
  EXPECT_EQ(total_cpu(edited), total_cpu(workload_));
  EXPECT_EQ(unlimited_durations(workload_).whole[TaskId(4)], ms(200));
  EXPECT_EQ(unlimited_durations(edited).whole[TaskId(4)], ms(125));
}

// Packages that are called as sections and sets of tasks are.
TEST(Selection, TellsAPackageFromASectionByItsVersion) {
  TraceBuilder builder;
  auto add = [&](std::string_view name, std::string_view version) {
    TaskId id = builder.add_task({.kind = TaskKind::library,
                                  .name = builder.intern(name),
                                  .version = builder.intern(version)});
    builder.add_section({.task = id, .kind = SectionKind::link});
    return id;
  };
  add("app", "0.1.0");
  TaskId one = add("link", "1.0.0");
  TaskId two = add("link", "2.0.0");
  TaskId tests = add("tests", "1.0.0");
  Trace trace = std::move(builder).finish().value();
  auto chosen = [&](std::string_view text) { return select_tasks(trace, text).value(); };
  EXPECT_EQ(chosen("link").section, SectionKind::link);
  EXPECT_EQ(chosen("link").tasks.size(), 4U);
  EXPECT_EQ(chosen("link@").section, std::nullopt);
  EXPECT_THAT(chosen("link@").tasks, ElementsAre(one, two));
  EXPECT_THAT(chosen("link@2").tasks, ElementsAre(two));
  EXPECT_THAT(chosen("tests@").tasks, ElementsAre(tests));
  EXPECT_THAT(std::get<Without>(parse_without(trace, "link").value()).tasks, ElementsAre(one, two));
  Align align = std::get<Align>(parse_align(trace, "link@2").value());
  ASSERT_EQ(align.moves.size(), 1U);
  EXPECT_EQ(align.moves[0].from, one);
  EXPECT_EQ(align.moves[0].to, two);
}

TEST_F(AppWithDuplicates, RefusesWordsThatNameNothing) {
  EXPECT_THAT(left(parse_without(trace_, "sin")),
              ElementsAre("nothing in this run is named `sin`; did you mean `syn`?"));
  EXPECT_THAT(left(parse_without(trace_, "dashmap@5.5.4")),
              ElementsAre("nothing in this run is named `dashmap@5.5.4`"));
  EXPECT_THAT(
      left(parse_without(trace_, "link")),
      ElementsAre("`link` names sections; --without takes packages, --zero takes sections"));
  EXPECT_THAT(left(parse_align(trace_, "dashmap")),
              ElementsAre("--align takes PACKAGE@VERSION, not `dashmap`"));
  EXPECT_THAT(left(parse_align(trace_, "syn@2")),
              ElementsAre("there is no version of `syn` in this run but `2`"));
  EXPECT_THAT(left(parse_scale(trace_, "syn=half")),
              ElementsAre("--scale takes WHAT=FACTOR, a factor from 0 to 1000, not `syn=half`"));
  for (const char* factor : {"syn=inf", "syn=nan", "syn=1e999", "syn=1001", "syn=-1", "syn="})
    EXPECT_FALSE(parse_scale(trace_, factor)) << factor;
  EXPECT_TRUE(parse_scale(trace_, "syn=1000"));
  EXPECT_THAT(left(parse_codegen_units(trace_, "0")),
              ElementsAre("--codegen-units takes a number from 1 to 4096, not `0`"));
}

TEST_F(AppWithDuplicates, FitsVersionsByWholeComponents) {
  EXPECT_TRUE(version_fits("0.8.5", "0.8"));
  EXPECT_FALSE(version_fits("0.85.0", "0.8"));
  EXPECT_TRUE(version_fits("1.0.0-rc.1", "1.0.0"));
}

TEST_F(AppWithDuplicates, IsAnsweredWithReplayBoundsResultsAndDrag) {
  WhatIfQuestion question{.points = {{.jobs = 4, .cores = 4}},
                          .change = {.label = "without dashmap@5",
                                     .edits = {parse_without(trace_, "dashmap@5").value()}},
                          .contention = {}};
  WhatIfAnswer answer = answer_whatif(trace_, question);
  EXPECT_EQ(answer.replay.recorded, ms(800));
  std::vector<std::string> labels;
  for (const WhatIfResult& result : answer.results)
    labels.push_back(result.label);
  EXPECT_THAT(labels, ElementsAre("as recorded", "-j4 on 4 cores", "longest path first",
                                  "-j4 on 4 cores, without dashmap@5",
                                  "longest path first, without dashmap@5", "without dashmap@5"));
  EXPECT_TRUE(answer.results[1].extrapolated);
  EXPECT_LT(answer.results.back().makespan, answer.results[0].makespan);
  EXPECT_EQ(answer.bounds.work, ms(600));
  for (const WhatIfResult& result : answer.results) {
    EXPECT_LE(result.minimum, result.makespan);
    EXPECT_GE(result.maximum, result.makespan);
  }
  EXPECT_EQ(answer.sweep.points.size(), std::size(kSweepCores));
  auto app = std::find_if(answer.drag.begin(), answer.drag.end(),
                          [](const SetDrag& drag) { return drag.name == "app"; });
  ASSERT_NE(app, answer.drag.end());
  EXPECT_EQ(app->recorded, ms(200));
  EXPECT_GE(answer.drag[0].recorded, app->recorded);
}

}  // namespace
}  // namespace makespan
