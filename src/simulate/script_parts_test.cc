#include "simulate/script_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "model/trace_builder.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}
Timestamp at(int64_t n) {
  return Timestamp::at(ms(n));
}

// A build script that ran from 0 on, and the processes beneath it.
class Script {
 public:
  Script(int64_t wall, int64_t own_cpu)
      : wall_(ms(wall)), process_(process(ProcessId(), 0, {"build-script-build"})) {
    task_ = builder_.add_task({.kind = TaskKind::build_script_run,
                               .process = process_,
                               .wall = wall_,
                               .run_queue_wait = Duration()});
    builder_.add_section({.task = task_,
                          .kind = SectionKind::script,
                          .wall = wall_,
                          .cpu = ms(own_cpu),
                          .run_queue_wait = Duration()});
  }

  ProcessId process(ProcessId parent, int64_t start, const std::vector<std::string>& words) {
    ProcessId id =
        builder_.add_process({.parent = parent, .start = at(start), .end = Timestamp::at(wall_)});
    std::vector<StringId> arguments;
    for (const std::string& word : words)
      arguments.push_back(builder_.intern(word));
    builder_.add_image({.process = id, .executable = arguments[0]}, arguments, {});
    return id;
  }

  ProcessId tool(const std::vector<std::string>& words) { return process(process_, 1, words); }

  // A compiler call beneath `parent`: its CPU is its time unless said otherwise.
  void compiler(ProcessId parent, int64_t start, int64_t end, int64_t cpu = 0, int64_t wait = 0) {
    process(parent, start, {"cc", "-c", "a.c"});
    builder_.add_section({.task = task_,
                          .kind = SectionKind::compile_c,
                          .start = at(start),
                          .wall = ms(end - start),
                          .cpu = ms(cpu > 0 ? cpu : end - start),
                          .run_queue_wait = ms(wait)});
  }
  [[nodiscard]] ProcessId self() const { return process_; }

  TaskParts parts() {
    builder_.run().wall = wall_;
    trace_ = std::move(builder_).finish().value();
    return script_parts(trace_, task_);
  }

 private:
  Duration wall_;
  TraceBuilder builder_;
  ProcessId process_;
  TaskId task_;
  Trace trace_;
};

std::vector<int> stages(const TaskParts& parts) {
  std::vector<int> result;
  for (const WorkPart& part : parts.parts)
    result.push_back(part.stage);
  return result;
}

TEST(ScriptParts, WhatAMakeWithJobsRunsHasItsOwnPoolEvenIfSeenOneAtATime) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"make", "-j", "1"},
                                                {"/usr/bin/gmake", "-j1"},
                                                {"ninja", "--jobs=1"},
                                                {"make", "install", "--jobs", "1"}}) {
    Script script(100, 10);
    ProcessId make = script.tool(words);
    script.compiler(make, 20, 50);
    script.compiler(make, 50, 90);
    TaskParts parts = script.parts();
    EXPECT_EQ(parts.task.own_jobs_stage, kStageOwnJobs) << words[0];
    EXPECT_THAT(stages(parts), ElementsAre(kStageUntilMetadata, kStageOwnJobs, kStageOwnJobs));
  }
}

TEST(ScriptParts, CompilersBeneathAShellOfThatMakeBelongToItsPool) {
  Script script(100, 10);
  ProcessId make = script.tool({"make", "-j8"});
  ProcessId shell = script.process(make, 10, {"sh", "-c", "cc -c a.c"});
  script.compiler(shell, 20, 50);
  EXPECT_THAT(stages(script.parts()), ElementsAre(kStageUntilMetadata, kStageOwnJobs));
}

TEST(ScriptParts, OthersRunBesideEachOtherAsTheyWereSeenTo) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"configure", "-j", "8"},
                                                {"make"},
                                                {"make", "-j"},
                                                {"make", "-jobserver"}}) {
    Script script(100, 10);
    ProcessId tool = script.tool(words);
    script.compiler(tool, 20, 50);
    script.compiler(tool, 50, 90);
    TaskParts parts = script.parts();
    EXPECT_EQ(parts.task.own_jobs_stage, WorkTask::kNoOwnJobs) << words[0];
    EXPECT_EQ(parts.task.most_threads, 1U);
    EXPECT_THAT(stages(parts), ElementsAre(kStageUntilMetadata, kStageCodegen, kStageCodegen));
  }
}

TEST(ScriptParts, CompilersThatOverlappedMayDoSoAgain) {
  Script script(100, 10);
  script.compiler(script.self(), 20, 50);
  script.compiler(script.self(), 30, 90);
  script.compiler(script.self(), 50, 80);
  EXPECT_EQ(script.parts().task.most_threads, 2U);
}

TEST(ScriptParts, ACallThatUsedMoreThanItsTimeHadAProcessBesideIt) {
  Script script(100, 10);
  script.compiler(script.self(), 20, 50, 38);
  TaskParts parts = script.parts();
  ASSERT_EQ(parts.parts.size(), 3U);
  EXPECT_EQ(parts.parts[1].cpu, ms(30));
  EXPECT_FALSE(parts.parts[1].beside);
  EXPECT_EQ(parts.parts[2].cpu, ms(8));
  EXPECT_TRUE(parts.parts[2].beside);
}

TEST(ScriptParts, HalfOfWhatACallWaitedWasTheOtherProcess) {
  Script script(100, 10);
  script.compiler(script.self(), 20, 50, 26, 14);
  TaskParts parts = script.parts();
  ASSERT_EQ(parts.parts.size(), 3U);
  EXPECT_EQ(parts.parts[1].cpu, ms(23));
  EXPECT_EQ(parts.parts[2].cpu, ms(3));
}

TEST(ScriptParts, IsBlockedWhileNeitherItselfNorACompilerRuns) {
  Script script(100, 10);
  ProcessId make = script.tool({"make", "-j2"});
  script.compiler(make, 20, 50);
  script.compiler(make, 40, 60);
  script.compiler(script.self(), 70, 80);
  // 100 less 50 with a compiler, less 10 of its own.
  EXPECT_EQ(script.parts().parts[0].blocked, ms(40));
}

}  // namespace
}  // namespace makespan
