#include "analysis/phases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

Timestamp at(int ms) {
  return Timestamp::at(Duration::milliseconds(ms));
}

PhaseSegment part(Phase phase, int from, int to) {
  return {.phase = phase, .start = at(from), .end = at(to)};
}

using testing::ElementsAre;

TEST(Phases, PutsTimeBeforeTheFirstUnitIntoResolutionAndAfterTheLastIntoPostBuild) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  tale.unit("a", "1.0.0", 20, {.frontend = 60});
  Phases phases = find_phases(tale.end(100));
  EXPECT_THAT(phases.run.segments,
              ElementsAre(part(Phase::resolution, 0, 20), part(Phase::compilation, 20, 80),
                          part(Phase::post_build, 80, 100)));
  EXPECT_EQ(phases.invocations[0].segments, phases.run.segments);
}

TEST(Phases, CallsItLinkingOnlyWhileNothingElseCompiles) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  tale.unit("app", "1.0.0", 0, {.kind = TaskKind::binary, .frontend = 30, .link = 70});
  tale.unit("other", "1.0.0", 10, {.frontend = 50});
  EXPECT_THAT(find_phases(tale.end(100)).run.segments,
              ElementsAre(part(Phase::compilation, 0, 60), part(Phase::linking, 60, 100)));
}

TEST(Phases, CountsAPauseBetweenTwoUnitsAsCompilation) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  tale.unit("a", "1.0.0", 0, {.frontend = 40});
  tale.unit("b", "1.0.0", 50, {.frontend = 50});
  EXPECT_THAT(find_phases(tale.end(100)).run.segments,
              ElementsAre(part(Phase::compilation, 0, 100)));
}

TEST(Phases, SaysHowLongCargoWaitedForALock) {
  Tale tale("cargo build");
  InvocationId cargo = tale.invocation("cargo build", 0, 100);
  tale.builder().add_lock_wait(
      {.process = tale.builder().so_far().invocations[cargo.index()].process,
       .start = at(5),
       .end = at(45)});
  tale.unit("a", "1.0.0", 50, {.frontend = 50});
  EXPECT_THAT(find_phases(tale.end(100)).run.segments,
              ElementsAre(part(Phase::resolution, 0, 5), part(Phase::lock, 5, 45),
                          part(Phase::resolution, 45, 50), part(Phase::compilation, 50, 100)));
}

TEST(Phases, CountsALockThatIsWaitedForWhileUnitsRunAsCompilation) {
  Tale tale("cargo build");
  InvocationId cargo = tale.invocation("cargo build", 0, 100);
  tale.builder().add_lock_wait(
      {.process = tale.builder().so_far().invocations[cargo.index()].process,
       .start = at(0),
       .end = at(100)});
  tale.unit("a", "1.0.0", 0, {.frontend = 60});
  EXPECT_THAT(find_phases(tale.end(100)).run.segments,
              ElementsAre(part(Phase::compilation, 0, 60), part(Phase::lock, 60, 100)));
}

TEST(Phases, TellsRunningTestsFromBuildingThem) {
  Tale tale("cargo test");
  tale.invocation("cargo test", 0, 200);
  TaskId built =
      tale.unit("app", "1.0.0", 10, {.kind = TaskKind::test, .frontend = 50, .link = 20});
  tale.unit("app", "1.0.0", 90, {.kind = TaskKind::test_run, .rest = 40}, {built});
  tale.unit("app", "1.0.0", 140, {.kind = TaskKind::doctest, .rest = 50}, {built});
  EXPECT_THAT(find_phases(tale.end(200)).run.segments,
              ElementsAre(part(Phase::resolution, 0, 10), part(Phase::compilation, 10, 60),
                          part(Phase::linking, 60, 80), part(Phase::post_build, 80, 90),
                          part(Phase::running, 90, 190), part(Phase::post_build, 190, 200)));
}

TEST(Phases, CallsAFreshBuildResolution) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 100);
  EXPECT_THAT(find_phases(tale.end(100)).run.segments,
              ElementsAre(part(Phase::resolution, 0, 100)));
}

TEST(Phases, CallsWhatRunsBetweenTwoCargosRunning) {
  Tale tale("just ci");
  ProcessId just = tale.process("just", 0, 300, 1);
  tale.invocation("cargo check", 0, 100);
  tale.unit("a", "1.0.0", 0, {.mode = TaskMode::check, .frontend = 100});
  tale.process("python3", 110, 190, 50, just);
  tale.invocation("cargo build", 200, 300);
  tale.unit("a", "1.0.0", 200, {.frontend = 100});
  EXPECT_THAT(find_phases(tale.end(300)).run.segments,
              ElementsAre(part(Phase::compilation, 0, 100), part(Phase::post_build, 100, 110),
                          part(Phase::running, 110, 190), part(Phase::post_build, 190, 200),
                          part(Phase::compilation, 200, 300)));
}

TEST(Phases, LetsCompilationWinWhereTwoInvocationsOverlap) {
  Tale tale("just both");
  tale.invocation("cargo test", 0, 200);
  tale.unit("a", "1.0.0", 0, {.kind = TaskKind::test_run, .rest = 200});
  tale.invocation("cargo build", 50, 150);
  tale.unit("b", "1.0.0", 60, {.frontend = 80});
  Phases phases = find_phases(tale.end(200));
  EXPECT_THAT(phases.run.segments,
              ElementsAre(part(Phase::running, 0, 60), part(Phase::compilation, 60, 140),
                          part(Phase::running, 140, 200)));
  EXPECT_THAT(phases.invocations[0].segments, ElementsAre(part(Phase::running, 0, 200)));
}

TEST(Phases, TellsCompilersAndLinkersOfAnUnknownToolByTheirNames) {
  Tale tale("make");
  ProcessId make = tale.process("make", 0, 100, 1);
  ProcessId gcc = tale.process("gcc", 10, 90, 1, make);
  tale.process("cc1plus", 10, 50, 40, gcc);
  tale.process("x86_64-linux-gnu-ld.bfd", 50, 90, 40, gcc);
  EXPECT_THAT(find_phases(tale.end(100)).run.segments,
              ElementsAre(part(Phase::running, 0, 10), part(Phase::compilation, 10, 50),
                          part(Phase::linking, 50, 90), part(Phase::running, 90, 100)));
}

TEST(Phases, NamesTheUnitsThatDominateAPhaseByTheirTimeWithinIt) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 200);
  tale.unit("app", "1.0.0", 0, {.kind = TaskKind::binary, .frontend = 50, .link = 150});
  tale.unit("lib", "1.0.0", 0, {.frontend = 80});
  Phases phases = find_phases(tale.end(200));
  // Of app's link 30 ms passed while lib still compiled.
  EXPECT_THAT(phases.run.find(Phase::compilation)->units,
              ElementsAre(PhaseUnit{TaskId(0), Duration::milliseconds(80)},
                          PhaseUnit{TaskId(1), Duration::milliseconds(80)}));
  EXPECT_THAT(phases.run.find(Phase::linking)->units,
              ElementsAre(PhaseUnit{TaskId(1), Duration::milliseconds(120)}));
}

// --- properties -------------------------------------------------------------------------------

Trace random_run(uint64_t seed) {
  std::mt19937_64 random(seed);
  auto upto = [&](int n) { return static_cast<int>(random() % static_cast<uint64_t>(n)); };
  Tale tale("just");
  ProcessId command = tale.process("just", 0, 1000, 5);
  for (int i = upto(4); i > 0; --i) {
    int start = upto(900);
    InvocationId id = tale.invocation("cargo build", start, start + 1 + upto(300));
    for (int k = upto(3); k > 0; --k) {
      int wait = upto(1000);
      tale.builder().add_lock_wait(
          {.process = tale.builder().so_far().invocations[id.index()].process,
           .start = at(wait),
           .end = at(wait + upto(100))});
    }
    constexpr TaskKind kinds[] = {TaskKind::library, TaskKind::binary, TaskKind::test_run};
    for (int k = upto(6); k > 0; --k) {
      TaskKind kind = kinds[upto(3)];
      // Units may even reach beyond their invocation: recordings have such.
      tale.unit("u", "1.0.0", start + upto(250),
                {.kind = kind,
                 .frontend = kind == TaskKind::test_run ? 0 : upto(80),
                 .link = kind == TaskKind::binary ? upto(80) : 0,
                 .rest = upto(30)});
    }
  }
  for (int k = upto(4); k > 0; --k) {
    int start = upto(900);
    tale.process("python3", start, start + upto(100), 1, command);
  }
  return tale.end(1000);
}

void expect_tiles(const PhaseBreakdown& breakdown, Timestamp start, Duration wall) {
  Timestamp expected = start;
  Duration sum;
  for (size_t i = 0; i < breakdown.segments.size(); ++i) {
    const PhaseSegment& segment = breakdown.segments[i];
    EXPECT_EQ(segment.start, expected);
    EXPECT_LT(segment.start, segment.end);
    if (i > 0) {
      EXPECT_NE(segment.phase, breakdown.segments[i - 1].phase);
    }
    expected = segment.end;
  }
  EXPECT_EQ(expected, start + wall);
  for (const PhaseFigure& figure : breakdown.figures)
    sum += figure.time;
  EXPECT_EQ(sum, wall);
}

TEST(Phases, CoverTheWallTimeOfRunAndInvocationsExactlyOnce) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    Trace trace = random_run(seed);
    Phases phases = find_phases(trace);
    expect_tiles(phases.run, Timestamp(), trace.run.wall);
    for (size_t i = 0; i < trace.invocations.size(); ++i)
      expect_tiles(phases.invocations[i], trace.invocations[i].start, trace.invocations[i].wall);
  }
}

// What an invocation's moment is, asked of every task anew.
Phase naive_phase(const Trace& trace, InvocationId id, Timestamp moment) {
  bool compiles = false;
  bool links = false;
  bool runs = false;
  for (const Task& task : trace.tasks) {
    if (task.invocation != id || moment < task.start || moment >= task.end()) continue;
    if (task.kind == TaskKind::test_run) {
      runs = true;
      continue;
    }
    bool in_link = false;
    for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
      const Section& section = trace.sections[i];
      in_link |=
          section.kind == SectionKind::link && section.start <= moment && moment < section.end();
    }
    (in_link ? links : compiles) = true;
  }
  if (compiles) return Phase::compilation;
  if (links) return Phase::linking;
  if (runs) return Phase::running;
  for (const LockWait& wait : trace.lock_waits) {
    if (wait.process == trace.invocations[id.index()].process && wait.start <= moment &&
        moment < wait.end)
      return Phase::lock;
  }
  return Phase::post_build;  // one of the idle ones
}

bool is_idle(Phase phase) {
  return phase == Phase::resolution || phase == Phase::post_build || phase == Phase::compilation ||
         phase == Phase::running;
}

TEST(Phases, AgreeWithAskingEveryTaskAboutEachMoment) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Trace trace = random_run(seed);
    Phases phases = find_phases(trace);
    for (uint32_t i = 0; i < trace.invocations.size(); ++i) {
      for (const PhaseSegment& segment : phases.invocations[i].segments) {
        Timestamp middle = segment.start + (segment.end - segment.start) * 0.5;
        Phase expected = naive_phase(trace, InvocationId(i), middle);
        if (expected == Phase::post_build) {
          EXPECT_TRUE(is_idle(segment.phase));
        } else {
          EXPECT_EQ(segment.phase, expected);
        }
      }
    }
  }
}

}  // namespace
}  // namespace makespan
