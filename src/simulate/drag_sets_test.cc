#include "simulate/drag_sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "model/trace_builder.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// syn 1 (100) ─ derive, a proc-macro (50) ─┐
// syn 2 (40)                               ├─ app (200, of which 80 link) ─ app's test (30)
// ring's build.rs (20) ─ its run (60) ─────┘
class SmallWorkspace : public ::testing::Test {
 protected:
  SmallWorkspace() {
    TraceBuilder builder;
    builder.run().host.cores = 8;
    InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 8});
    int64_t start = 0;
    auto add = [&](std::string_view name, std::string_view version, TaskKind kind, int64_t wall,
                   int64_t link = 0) {
      Task task{.kind = kind,
                .name = builder.intern(name),
                .version = builder.intern(version),
                .local = name == "app",
                .invocation = cargo,
                .start = Timestamp::at(ms(start++)),
                .wall = ms(wall),
                .cpu = ms(wall),
                .run_queue_wait = Duration()};
      TaskId id = builder.add_task(task);
      auto section = [&](SectionKind section_kind, int64_t from, int64_t length) {
        if (length > 0) {
          builder.add_section({.task = id,
                               .kind = section_kind,
                               .start = task.start + ms(from),
                               .wall = ms(length),
                               .cpu = ms(length)});
        }
      };
      bool script = kind == TaskKind::build_script_run;
      section(script ? SectionKind::script : SectionKind::frontend, 0, wall - link);
      section(SectionKind::link, wall - link, link);
      return id;
    };
    TaskId one = add("syn", "1.0.0", TaskKind::library, 100);
    TaskId two = add("syn", "2.0.0", TaskKind::library, 40);
    TaskId derive = add("derive", "1.0.0", TaskKind::proc_macro, 50);
    TaskId script = add("ring", "0.17.8", TaskKind::build_script, 20);
    TaskId script_run = add("ring", "0.17.8", TaskKind::build_script_run, 60);
    TaskId app = add("app", "0.1.0", TaskKind::binary, 200, 80);
    TaskId test = add("app", "0.1.0", TaskKind::test, 30);
    builder.add_dependency({.task = derive, .on = one});
    builder.add_dependency({.task = script_run, .on = script});
    for (TaskId on : {derive, two, script_run})
      builder.add_dependency({.task = app, .on = on});
    builder.add_dependency({.task = test, .on = app});
    builder.run().wall = ms(380);
    trace_ = std::move(builder).finish().value();
  }

  std::vector<std::string> names(DragKind kind) {
    std::vector<std::string> result;
    for (const DragSet& set : find_drag_sets(trace_)) {
      if (set.kind == kind) result.push_back(set.name);
    }
    return result;
  }
  SetDrag drag(std::string_view name) {
    std::vector<DragSet> sets = find_drag_sets(trace_);
    Workload workload = build_workload(trace_);
    for (const SetDrag& drag : find_set_drag(workload, sets, Policy::cargo, {.cores = 8})) {
      if (drag.name == name) return drag;
    }
    ADD_FAILURE() << "no set " << name;
    return {};
  }

  Trace trace_;
};

TEST_F(SmallWorkspace, HasTheSetsThatPeopleThinkIn) {
  EXPECT_THAT(names(DragKind::package), ElementsAre("app", "derive", "ring", "syn"));
  EXPECT_THAT(names(DragKind::version), ElementsAre("syn 1.0.0", "syn 2.0.0"));
  EXPECT_THAT(names(DragKind::tests), ElementsAre("tests of app"));
  EXPECT_THAT(names(DragKind::links), ElementsAre("links"));
  EXPECT_THAT(names(DragKind::build_scripts), ElementsAre("build scripts"));
  EXPECT_THAT(names(DragKind::proc_macros), ElementsAre("proc-macros"));
}

TEST_F(SmallWorkspace, HasDragOnlyWhereTheLongestWayGetsShorter) {
  // The ways to app: syn 1 and derive 150, ring 80, syn 2 40.
  EXPECT_EQ(drag("derive").unlimited, ms(50));
  EXPECT_EQ(drag("syn").unlimited, ms(70));  // then ring's 80
  EXPECT_EQ(drag("build scripts").unlimited, Duration());
  EXPECT_EQ(drag("links").unlimited, ms(80));
  EXPECT_EQ(drag("tests of app").unlimited, ms(30));
  EXPECT_EQ(drag("app").unlimited, ms(230));
}

TEST_F(SmallWorkspace, HasTheSameDragOnCoresAndSlotsEnoughForAll) {
  for (std::string_view name : {"derive", "syn", "links", "tests of app", "app", "ring"})
    EXPECT_EQ(drag(name).recorded, drag(name).unlimited) << name;
}

TEST_F(SmallWorkspace, IsSortedByWhatItWouldSaveAsRecorded) {
  std::vector<DragSet> sets = find_drag_sets(trace_);
  std::vector<SetDrag> drags =
      find_set_drag(build_workload(trace_), sets, Policy::cargo, {.cores = 2});
  EXPECT_EQ(drags.size(), sets.size());
  EXPECT_TRUE(std::is_sorted(drags.begin(), drags.end(), [](const SetDrag& a, const SetDrag& b) {
    return a.recorded > b.recorded;
  }));
  EXPECT_EQ(drags.front().name, "app");
}

}  // namespace
}  // namespace makespan
