#include "simulate/idle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulate/policy.h"

namespace makespan {
namespace {

using ::testing::IsEmpty;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

struct Part {
  int64_t cpu;
  SectionKind kind = SectionKind::frontend;
};

Workload workload_of(const std::vector<Part>& parts, std::vector<Dependency> dependencies) {
  Workload workload{
      .dependencies = std::move(dependencies), .invocations = {{.jobs = 4}}, .cores = 4, .jobs = 4};
  for (const Part& part : parts) {
    workload.tasks.push_back(
        {.invocation = InvocationId(0),
         .parts = {.first = static_cast<uint32_t>(workload.parts.size()), .count = 1}});
    workload.parts.push_back({.kind = part.kind, .cpu = ms(part.cpu)});
  }
  return workload;
}

IdleExplanation explain(const Workload& workload, double cores,
                        const std::vector<TakenCores>& taken = {}) {
  TaskGraph graph = workload.graph();
  Schedule schedule = simulate(workload, graph, find_queue_order(workload, graph, Policy::fifo, 0),
                               {.cores = cores, .taken = taken, .record_parts = true});
  return explain_idle(workload, graph, schedule, cores, taken);
}

TEST(Idle, IsPutDownToTheTaskThatMostOthersWaitedFor) {
  // On three cores: 0 (codegen) and 1 run; 2 and 3 wait for 0. Then 2 and 3 run beside each other.
  Workload workload =
      workload_of({{100, SectionKind::codegen}, {100}, {50}, {50}},
                  {{.task = TaskId(2), .on = TaskId(0)}, {.task = TaskId(3), .on = TaskId(0)}});
  IdleExplanation idle = explain(workload, 3);
  EXPECT_EQ(idle.idle, ms(150));
  ASSERT_EQ(idle.reasons.size(), 2U);
  EXPECT_EQ(idle.reasons[0].task, TaskId(0));
  EXPECT_EQ(idle.reasons[0].section, SectionKind::codegen);
  EXPECT_EQ(idle.reasons[0].waiting, 2U);
  EXPECT_EQ(idle.reasons[0].running, 2U);
  EXPECT_EQ(idle.reasons[0].time, ms(100));
  EXPECT_EQ(idle.reasons[0].idle, ms(100));
  EXPECT_EQ(idle.reasons[1].waiting, 0U);
  EXPECT_EQ(idle.reasons[1].idle, ms(50));
}

TEST(Idle, CountsWhoWaitsIndirectlyOnce) {
  // 1 and 2 wait for 0, and 3 for both.
  Workload workload = workload_of({{10}, {10}, {10}, {10}}, {{.task = TaskId(1), .on = TaskId(0)},
                                                             {.task = TaskId(2), .on = TaskId(0)},
                                                             {.task = TaskId(3), .on = TaskId(1)},
                                                             {.task = TaskId(3), .on = TaskId(2)}});
  IdleExplanation idle = explain(workload, 2);
  ASSERT_FALSE(idle.reasons.empty());
  EXPECT_EQ(idle.idle, ms(20));
  EXPECT_EQ(idle.reasons[0].task, TaskId(0));
  EXPECT_EQ(idle.reasons[0].waiting, 3U);
}

TEST(Idle, IsNotWhatOthersUsed) {
  // One task on two cores: half of the other one is free for 20 ms, nothing of it for 20, then all.
  auto from = [](int64_t n, double cores) {
    return TakenCores{.from = Timestamp::at(ms(n)), .cores = cores};
  };
  IdleExplanation idle =
      explain(workload_of({{100}}, {}), 2, {from(0, 0.5), from(20, 1), from(40, 0)});
  EXPECT_EQ(idle.idle, ms(10 + 60));
  ASSERT_EQ(idle.reasons.size(), 1U);
  EXPECT_EQ(idle.reasons[0].time, ms(20 + 60));
}

TEST(Idle, OfABuildThatKeepsItsCoresBusyIsNone) {
  IdleExplanation idle = explain(workload_of({{10}, {10}}, {}), 2);
  EXPECT_EQ(idle.idle, Duration());
  EXPECT_THAT(idle.reasons, IsEmpty());
}

TEST(Idle, OfNothingIsNone) {
  EXPECT_THAT(explain(workload_of({}, {}), 2).reasons, IsEmpty());
}

}  // namespace
}  // namespace makespan
