#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "model/trace_builder.h"
#include "simulate/edit.h"
#include "simulate/tie_orders.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// One library: 100 ms of frontend, four codegen units of 40, 30, 20 and 10 ms, 50 ms of link.
class OneCall : public ::testing::Test {
 protected:
  OneCall() {
    TraceBuilder builder;
    builder.run().host.cores = 8;
    InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 8});
    task_ = builder.add_task({.kind = TaskKind::library,
                              .name = builder.intern("syn"),
                              .invocation = cargo,
                              .wall = ms(250),
                              .cpu = ms(250)});
    add(builder, SectionKind::frontend, 0, 100);
    for (int64_t cpu : {40, 30, 20, 10})
      add(builder, SectionKind::codegen, 100, cpu);
    add(builder, SectionKind::link, 200, 50);
    builder.run().wall = ms(250);
    workload_ = build_workload(std::move(builder).finish().value());
  }
  void add(TraceBuilder& builder, SectionKind kind, int64_t start, int64_t length) {
    builder.add_section({.task = task_,
                         .kind = kind,
                         .start = Timestamp::at(ms(start)),
                         .wall = ms(length),
                         .cpu = ms(length),
                         .run_queue_wait = Duration()});
  }
  Workload edited(Rework::Call call) {
    call.task = task_;
    std::vector<Edit> edits = {Rework{.calls = {call}}};
    return apply_edits(workload_, edits);
  }
  static std::vector<int64_t> cpu_of(const Workload& workload, SectionKind kind) {
    std::vector<int64_t> result;
    for (const WorkPart& part : workload.parts) {
      if (part.kind == kind) result.push_back(part.cpu.nanoseconds() / 1'000'000);
    }
    std::sort(result.rbegin(), result.rend());
    return result;
  }

  TaskId task_;
  Workload workload_;
};

TEST_F(OneCall, ChangesEachSectionByItsOwnFactor) {
  Workload workload = edited({.frontend = 0.5, .codegen = 2, .link = 0.1});
  EXPECT_THAT(cpu_of(workload, SectionKind::frontend), ElementsAre(50));
  EXPECT_THAT(cpu_of(workload, SectionKind::codegen), ElementsAre(80, 60, 40, 20));
  EXPECT_THAT(cpu_of(workload, SectionKind::link), ElementsAre(5));
}

TEST_F(OneCall, CutsCodegenEvenlyIntoMoreThreads) {
  EXPECT_THAT(cpu_of(edited({.codegen_units = 5}), SectionKind::codegen),
              ElementsAre(20, 20, 20, 20, 20));
}

TEST_F(OneCall, PutsUnitsTogetherForFewerThreads) {
  EXPECT_THAT(cpu_of(edited({.codegen_units = 2}), SectionKind::codegen), ElementsAre(50, 50));
  EXPECT_THAT(cpu_of(edited({.codegen_units = 1}), SectionKind::codegen), ElementsAre(100));
}

TEST_F(OneCall, AddsLtoBetweenCodegenAndLink) {
  Workload workload = edited({.added_lto = ms(60), .lto_threads = 3});
  EXPECT_THAT(cpu_of(workload, SectionKind::lto), ElementsAre(20, 20, 20));
  EXPECT_EQ(workload.parts.back().kind, SectionKind::link);
  Duration before =
      simulate_tie_orders(workload_, workload_.graph(), Policy::cargo, {.cores = 8}, 1).median;
  Duration after =
      simulate_tie_orders(workload, workload.graph(), Policy::cargo, {.cores = 8}, 1).median;
  EXPECT_EQ(after - before, ms(20));
}

TEST_F(OneCall, CutsTheLtoThatIsThereIntoTheThreadsOfAnotherKind) {
  workload_ = edited({.added_lto = ms(60), .lto_threads = 1});
  Workload thin = edited({.lto = 1.5, .lto_threads = 3, .recut_lto = true});
  EXPECT_THAT(cpu_of(thin, SectionKind::lto), ElementsAre(30, 30, 30));
  workload_ = thin;
  EXPECT_THAT(cpu_of(edited({.lto_threads = 1, .recut_lto = true}), SectionKind::lto),
              ElementsAre(90));
  EXPECT_EQ(workload_.parts.back().kind, SectionKind::link);
}

TEST_F(OneCall, MultipliesWithAnotherRework) {
  std::vector<Edit> edits = {Rework{.calls = {{.task = task_, .codegen = 0.5}}},
                             Rework{.calls = {{.task = task_, .codegen = 0.5}}}};
  EXPECT_THAT(cpu_of(apply_edits(workload_, edits), SectionKind::codegen),
              ElementsAre(10, 7, 5, 2));
}

}  // namespace
}  // namespace makespan
