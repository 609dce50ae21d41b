#include "graph/finish_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <utility>

#include "model/trace_builder.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}
Timestamp at(int64_t n) {
  return Timestamp::at(ms(n));
}

// A trace of one invocation whose tasks are named by the test.
class Story {
 public:
  explicit Story(uint32_t jobs = 2) : jobs_(jobs) { invocation(0, 10'000); }

  InvocationId invocation(int64_t start, int64_t wall) {
    invocation_ = builder_.add_invocation({.start = at(start), .wall = ms(wall), .jobs = jobs_});
    return invocation_;
  }
  TaskId task(std::string_view name, int64_t start, int64_t end,
              std::optional<int64_t> metadata = {}) {
    Task task{.name = builder_.intern(name),
              .invocation = invocation_,
              .start = at(start),
              .wall = ms(end - start)};
    if (metadata) task.metadata_ready = at(*metadata);
    return builder_.add_task(task);
  }
  TaskId test_run(std::string_view name, int64_t start, int64_t end) {
    TaskId id = task(name, start, end);
    builder_.task(id).kind = TaskKind::test_run;
    return id;
  }
  void codegen(TaskId task, int64_t start, int64_t end) {
    builder_.add_section(
        {.task = task, .kind = SectionKind::codegen, .start = at(start), .wall = ms(end - start)});
  }
  void needs(TaskId task, TaskId on, WaitsFor what = WaitsFor::all) {
    builder_.add_dependency({.task = task, .on = on, .waits_for = what});
  }

  // "a nothing 0", "b slot 30": name, what it waited for, how many ms.
  std::vector<std::string> chain() {
    Trace trace = std::move(builder_).finish().value();
    steps_ = find_finish_chain(trace, TaskGraph(trace)).steps;
    std::vector<std::string> result;
    for (const FinishStep& step : steps_) {
      result.push_back(std::string(trace.text(trace.tasks[step.task.index()].name)) + " " +
                       std::string(word(step.waited_for)) + " " +
                       std::to_string(step.wait.nanoseconds() / 1'000'000));
    }
    return result;
  }
  [[nodiscard]] const std::vector<FinishStep>& steps() const { return steps_; }

 private:
  TraceBuilder builder_;
  uint32_t jobs_;
  InvocationId invocation_;
  std::vector<FinishStep> steps_;
};

TEST(FinishChain, NamesTheSlotAndTheDependency) {
  Story story;
  story.task("a", 2, 100);
  story.task("b", 2, 150);
  TaskId c = story.task("c", 101, 200);
  TaskId d = story.task("d", 202, 300);
  story.needs(d, c);
  EXPECT_THAT(story.chain(), ElementsAre("a nothing 2", "c slot 101", "d dependency 2"));
}

TEST(FinishChain, FollowsTheDependencyThatLetGoLast) {
  Story story;
  TaskId a = story.task("a", 1, 100);
  TaskId b = story.task("b", 1, 120);
  TaskId c = story.task("c", 121, 130);
  story.needs(c, a);
  story.needs(c, b);
  EXPECT_THAT(story.chain(), ElementsAre("b nothing 1", "c dependency 1"));
}

TEST(FinishChain, LeavesAPipelinedDependencyAtItsMetadata) {
  Story story;
  TaskId syn = story.task("syn", 0, 100, 40);
  TaskId app = story.task("app", 43, 200);
  story.needs(app, syn, WaitsFor::metadata);
  EXPECT_THAT(story.chain(), ElementsAre("syn nothing 0", "app dependency 3"));
  EXPECT_EQ(story.steps()[0].released_next, at(40));
  EXPECT_EQ(story.steps()[1].released_next, at(200));
}

TEST(FinishChain, TakesASlotOnlyFromATaskThatEndedAfterTheWaitBegan) {
  Story story;
  TaskId a = story.task("a", 0, 50);
  TaskId b = story.task("b", 0, 100);
  TaskId c = story.task("c", 160, 200);
  story.needs(c, a);
  story.needs(c, b);
  EXPECT_THAT(story.chain(), ElementsAre("b nothing 0", "c dependency 60"));
}

TEST(FinishChain, DoesNotBlameASlotWhileOneWasFree) {
  Story story(3);
  story.task("a", 2, 100);
  story.task("b", 2, 150);
  story.task("c", 101, 200);
  EXPECT_THAT(story.chain(), ElementsAre("c nothing 101"));
}

TEST(FinishChain, LetsTestsTakeTurnsWhenAllIsBuilt) {
  Story story;
  TaskId tests = story.task("tests", 2, 100);
  story.task("slow", 2, 150);
  for (auto [name, start, end] : {std::tuple("one", 152, 200), std::tuple("two", 201, 300)})
    story.needs(story.test_run(name, start, end), tests);
  EXPECT_THAT(story.chain(), ElementsAre("slow nothing 2", "one slot 52", "two slot 101"));
}

TEST(FinishChain, CountsTheSlotsThatCodegenThreadsHeld) {
  Story story(3);
  story.task("a", 2, 100);
  TaskId b = story.task("b", 2, 150);
  story.codegen(b, 50, 120);
  story.codegen(b, 60, 110);
  story.task("c", 101, 200);
  EXPECT_THAT(story.chain(), ElementsAre("a nothing 2", "c slot 101"));
}

TEST(FinishChain, GoesOnIntoTheInvocationBefore) {
  Story story;
  story.task("check", 5, 100);
  story.invocation(120, 100);
  story.task("test", 125, 210);
  EXPECT_THAT(story.chain(), ElementsAre("check nothing 5", "test invocation 5"));
}

TEST(FinishChain, OfTasksWithoutLengthEnds) {
  Story story;
  TaskId a = story.task("a", 50, 50);
  TaskId b = story.task("b", 50, 50);
  story.needs(b, a);
  EXPECT_THAT(story.chain(), ElementsAre("a nothing 50"));
}

TEST(FinishChain, OfNoTasksIsEmpty) {
  EXPECT_THAT(Story().chain(), IsEmpty());
}

}  // namespace
}  // namespace makespan
