#include "record/decode_recording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "record/recording_log.h"

namespace makespan {
namespace {

Timestamp at_ms(int64_t ms) {
  return Timestamp::at(Duration::milliseconds(ms));
}

class DecodeRecording : public testing::Test {
 protected:
  DecodeRecording() { log_.add(RunStarted{.id = "r1", .command = {"make"}, .cores = 2}); }

  void start(uint32_t process, int32_t pid, int64_t ms) {
    log_.add(ProcessStarted{.process = process, .pid = pid, .time = at_ms(ms)});
  }
  void fork(uint32_t process, uint32_t parent, uint32_t spawner = kMainThread) {
    log_.add(ProcessForked{.process = process, .parent = parent, .spawner = spawner});
  }
  void end(uint32_t process, int64_t ms) {
    log_.add(ProcessEnded{.process = process, .time = at_ms(ms), .exit_code = 0});
  }
  void end_run(int64_t ms) { log_.add(RunEnded{.time = at_ms(ms), .exit_code = 0}); }

  Trace decode() {
    Result<Trace> trace = decode_recording(log_header() + log_.take());
    EXPECT_TRUE(trace.has_value()) << (trace ? "" : trace.error().message);
    return trace ? std::move(*trace) : Trace();
  }
  static std::vector<std::string> codes(const Trace& trace) {
    std::vector<std::string> codes;
    for (const Diagnostic& diagnostic : trace.diagnostics.sorted())
      codes.push_back(diagnostic.code);
    return codes;
  }

  LogEncoder log_;
};

TEST_F(DecodeRecording, AProcessWithItsThreadsCpuAndWaits) {
  start(0, 100, 0);
  log_.add(ThreadStarted{
      .thread = 1, .process = 0, .time = at_ms(1), .spawner_cpu = Duration::microseconds(700)});
  log_.add(ThreadStarted{.thread = 2, .process = 0, .time = at_ms(2), .spawner = 1});
  log_.add(ThreadEnded{.thread = 1,
                       .time = at_ms(8),
                       .name = log_.intern("coordinator"),
                       .cpu = Duration::milliseconds(3),
                       .run_queue_wait = Duration::milliseconds(1)});
  log_.add(ProcessEnded{.process = 0,
                        .time = at_ms(9),
                        .exit_code = 1,
                        .cpu = Duration::milliseconds(7),
                        .main_run_queue_wait = Duration::milliseconds(2)});
  end_run(9);
  Trace trace = decode();
  const Process& process = trace.processes.at(0);
  EXPECT_EQ(process.exit_code, 1);
  EXPECT_EQ(process.usage->cpu, Duration::milliseconds(7));
  EXPECT_EQ(process.usage->run_queue_wait, Duration::milliseconds(3));
  ASSERT_EQ(trace.threads.size(), 2U);
  EXPECT_EQ(trace.text(trace.threads[0].name), "coordinator");
  EXPECT_EQ(trace.threads[0].spawner_cpu, Duration::microseconds(700));
  EXPECT_FALSE(trace.threads[0].spawner.valid());
  EXPECT_EQ(trace.threads[1].spawner, ThreadId(0));
  EXPECT_EQ(trace.threads[1].end, at_ms(9));  // with its process
  EXPECT_EQ(trace.run.cpu, Duration::milliseconds(7));
  EXPECT_TRUE(trace.run.complete);
  EXPECT_TRUE(trace.diagnostics.empty());
}

TEST_F(DecodeRecording, ADaemonStaysTheChildOfTheProcessThatForkedIt) {
  start(0, 100, 0);
  start(1, 101, 1);
  fork(1, 0);
  start(2, 102, 2);
  fork(2, 1);
  end(1, 3);
  end(0, 9);
  log_.add(ProcessReleased{
      .process = 2, .time = at_ms(9), .left_behind = true, .cpu = Duration::milliseconds(1)});
  end_run(9);
  Trace trace = decode();
  EXPECT_EQ(trace.processes[2].parent, ProcessId(1));
  EXPECT_TRUE(trace.processes[2].left_behind);
  EXPECT_EQ(trace.processes[2].end, at_ms(9));
  EXPECT_EQ(trace.processes[2].exit_code, std::nullopt);
  EXPECT_EQ(trace.processes[2].usage->cpu, Duration::milliseconds(1));
}

TEST_F(DecodeRecording, APidThatIsUsedTwiceIsTwoProcesses) {
  start(0, 100, 0);
  start(1, 101, 1);
  fork(1, 0);
  end(1, 2);
  start(2, 101, 3);
  fork(2, 0);
  end(2, 4);
  end(0, 5);
  end_run(5);
  Trace trace = decode();
  ASSERT_EQ(trace.processes.size(), 3U);
  EXPECT_EQ(trace.processes[1].end, at_ms(2));
  EXPECT_EQ(trace.processes[2].end, at_ms(4));
}

TEST_F(DecodeRecording, AForkThatIsToldAfterTheChildsEndIsItsFork) {
  start(0, 100, 0);
  start(1, 101, 1);
  end(1, 2);
  fork(1, 0);
  end(0, 3);
  end_run(3);
  Trace trace = decode();
  EXPECT_EQ(trace.processes[1].parent, ProcessId(0));
  EXPECT_TRUE(trace.diagnostics.empty());
}

TEST_F(DecodeRecording, AnUnknownParentIsTheCommandAndSaidSo) {
  start(0, 100, 0);
  start(1, 101, 1);
  end_run(3);
  Trace trace = decode();
  EXPECT_EQ(trace.processes[1].parent, ProcessId(0));
  EXPECT_EQ(codes(trace), (std::vector<std::string>{"unknown-parent"}));
}

TEST_F(DecodeRecording, AnExecReplacesTheImageButNotTheProcess) {
  start(0, 100, 0);
  for (const char* program : {"/bin/rustup", "/toolchain/cargo"}) {
    log_.add(ImageStarted{.process = 0,
                          .time = at_ms(program[1] == 'b' ? 1 : 2),
                          .executable = log_.intern(program),
                          .arguments = {log_.intern("cargo"), log_.intern("build")},
                          .environment = {{.name = log_.intern("PATH"), .value = log_.intern("/a")},
                                          {.name = log_.intern("X"), .value = log_.intern("1")}}});
  }
  log_.add(EnvironmentRead{.process = 0,
                           .environment = {{.name = log_.intern("X")},
                                           {.name = log_.intern("Y"), .value = log_.intern("2")}}});
  end_run(3);
  Trace trace = decode();
  ASSERT_EQ(trace.processes[0].images.count, 2U);
  const Image& image = *last_image(trace, ProcessId(0));
  EXPECT_EQ(trace.text(image.executable), "/toolchain/cargo");
  // PATH as at the start; X, which the compiler read, withheld; Y, which only it saw.
  ASSERT_EQ(image.environment.count, 3U);
  EXPECT_FALSE(trace.environment[image.environment.first + 1].value.valid());
  EXPECT_EQ(trace.text(trace.environment[image.environment.first + 2].name), "Y");
}

TEST_F(DecodeRecording, ARecorderThatDiedLeavesARunUpToItsLastRecord) {
  start(0, 100, 0);
  start(1, 101, 1);
  fork(1, 0);
  log_.add(Sampled{.time = at_ms(50)});
  Trace trace = decode();
  EXPECT_FALSE(trace.run.complete);
  EXPECT_EQ(trace.run.exit_code, std::nullopt);
  EXPECT_EQ(trace.run.wall, Duration::milliseconds(50));
  EXPECT_EQ(trace.processes[0].end, at_ms(50));
  EXPECT_EQ(trace.processes[1].end, at_ms(50));
  EXPECT_EQ(codes(trace), (std::vector<std::string>{"incomplete-recording"}));
}

TEST_F(DecodeRecording, LateFactsAndNoticesArePartOfTheRun) {
  log_.add(
      RunDescribed{.toolchain = {{"rustc", "1.95.0"}}, .git_revision = "abc", .git_dirty = true});
  log_.add(Noticed{.severity = 1, .code = "recording", .message = "gdb is not observed"});
  start(0, 100, 0);
  end_run(1);
  Trace trace = decode();
  EXPECT_EQ(trace.run.toolchain.at(0).version, "1.95.0");
  EXPECT_EQ(trace.run.git_dirty, true);
  EXPECT_EQ(trace.diagnostics.sorted().at(0).message, "gdb is not observed");
}

TEST_F(DecodeRecording, WithoutTheRunsOwnRecordThereIsNoTrace) {
  LogEncoder log;
  log.add(ProcessStarted{.process = 0, .pid = 1});
  Result<Trace> trace = decode_recording(log_header() + log.take());
  ASSERT_FALSE(trace.has_value());
  EXPECT_EQ(trace.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(trace.error().message,
            "the recording is damaged: the record that describes the run is not there");
}

// Whatever is damaged: a trace whose invariants hold, or an error, and no crash.
TEST_F(DecodeRecording, DamageAnywhereGivesATraceOrAnError) {
  for (uint32_t i = 0; i < 20; ++i) {
    start(i, 100 + static_cast<int32_t>(i), i);
    if (i > 0) fork(i, (i - 1) / 2, i % 3);
    log_.add(ThreadStarted{.thread = i + 1, .process = i, .time = at_ms(i)});
    log_.add(ImageStarted{.process = i,
                          .time = at_ms(i),
                          .executable = log_.intern("/bin/x" + std::to_string(i)),
                          .arguments = {log_.intern("x")}});
    if (i % 4 != 0) end(i, 100 + i);
  }
  end_run(200);
  std::string whole = log_header() + log_.take();
  std::mt19937 random(3);
  size_t traces = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = whole;
    size_t at = kLogHeaderBytes + random() % (damaged.size() - kLogHeaderBytes);
    damaged.erase(at, random() % 64);
    if (random() % 2 == 0) damaged.insert(at, whole.substr(random() % whole.size(), 40));
    traces += decode_recording(damaged).has_value() ? 1 : 0;
  }
  EXPECT_GT(traces, 2000U);
}

}  // namespace
}  // namespace makespan
