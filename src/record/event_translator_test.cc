#include "record/event_translator.h"

#include <gtest/gtest.h>

#include "record/decode_recording.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using namespace std::string_literals;

constexpr Duration kStarted = Duration::seconds(1000);

Timestamp at_ms(int64_t ms) {
  return Timestamp::at(Duration::milliseconds(ms));
}
UnixTime file_time(int64_t ms) {
  return UnixTime::at(kStarted + Duration::milliseconds(ms));
}

class EventTranslatorTest : public testing::Test {
 protected:
  EventTranslatorTest() : translator_(log_, files_, UnixTime::at(kStarted)) {
    log_.add(RunStarted{.id = "r1"});
    translate(LogRecord(ProcessStarted{.process = 0, .pid = 100}));
  }
  void translate(const RecordEvent& event) { translator_.translate(event); }
  void compile(const std::string& arguments, const std::string& environment = {}) {
    translate(RawImage{.process = 0,
                       .time = at_ms(100),
                       .kind = ProgramKind::rust_compiler,
                       .executable = "/t/rustc",
                       .working_directory = "/w",
                       .arguments = arguments,
                       .environment = environment});
  }
  void end() {
    translate(LogRecord(ProcessEnded{.process = 0, .time = at_ms(900), .exit_code = 0}));
    translate(LogRecord(RunEnded{.time = at_ms(900)}));
  }
  Trace decode() {
    bytes_ = log_header() + log_.take();
    Result<Trace> trace = decode_recording(bytes_);
    EXPECT_TRUE(trace.has_value());
    return trace ? std::move(*trace) : Trace();
  }

  LogEncoder log_;
  MemoryFileSystem files_;
  EventTranslator translator_;
  std::string bytes_;
};

TEST_F(EventTranslatorTest, AFinishedCompilersFilesAreLookedAt) {
  files_.add("/w/t/liba-1.rmeta", "meta", file_time(500));
  files_.add("/w/t/liba-1.rlib", "library", file_time(800));
  files_.add("/w/t/a-1.d", "# env-dep:BANNER=hello\n", file_time(800));
  compile(
      "rustc\0--crate-name\0a\0--crate-type\0lib\0--emit=dep-info,metadata,link\0-C\0"
      "extra-filename=-1\0--out-dir\0t\0"s);
  end();
  Trace trace = decode();
  ASSERT_EQ(trace.output_files.size(), 2U);
  EXPECT_EQ(trace.text(trace.output_files[0].path), "/w/t/liba-1.rmeta");
  EXPECT_EQ(trace.output_files[0].modified, at_ms(500));
  EXPECT_EQ(trace.output_files[1].bytes, 7U);
  ASSERT_EQ(trace.environment.size(), 1U);
  EXPECT_EQ(trace.text(trace.environment[0].value), "hello");
}

TEST_F(EventTranslatorTest, AnEarlierBuildsFileIsNotThisOnes) {
  files_.add("/w/t/liba.rlib", "old", file_time(50));
  compile("rustc\0--crate-name\0a\0--crate-type\0lib\0--out-dir\0t\0"s);
  end();
  EXPECT_TRUE(decode().output_files.empty());
}

TEST_F(EventTranslatorTest, PollsOfALockBecomeOneWait) {
  auto poll = [&](int64_t ms, std::vector<RawLockWaits::Wait> waits) {
    translate(RawLockWaits{.time = at_ms(ms), .waits = std::move(waits)});
  };
  poll(100,
       {{.pid = 100, .holder = "cargo\0check\0--token\0hunter2\0"s}, {.pid = 7, .holder = "x"}});
  poll(200, {{.pid = 100, .holder = ""}});
  poll(300, {});
  poll(400, {{.pid = 100, .holder = "cargo\0test\0"s}});
  end();
  Trace trace = decode();
  ASSERT_EQ(trace.lock_waits.size(), 2U);
  EXPECT_EQ(trace.lock_waits[0].start, at_ms(100));
  EXPECT_EQ(trace.lock_waits[0].end, at_ms(300));
  EXPECT_EQ(trace.text(trace.lock_waits[0].holder), "cargo check --token ***");
  EXPECT_EQ(trace.lock_waits[1].end, at_ms(900));  // the run's end
}

TEST_F(EventTranslatorTest, NoSecretReachesTheLogByAnyWay) {
  files_.add("/w/t/a.d", "# env-dep:DEPLOY_TOKEN=hunter2\n# env-dep:URL=https://u:hunter2@h/\n",
             file_time(500));
  files_.add("/w/t/a", "", file_time(500));
  compile(
      "rustc\0--crate-name\0a\0--emit=dep-info,link\0--out-dir\0t\0--cfg\0password=\"hunter2\"\0"
      "--token\0hunter2\0https://hunter2@host/\0A_SECRET=hunter2\0-H\0Authorization: hunter2\0"s,
      "HOME=/root\0DEP_X_TOKEN=hunter2\0CARGO_PKG_HOMEPAGE=https://u:hunter2@x/\0"
      "RUSTFLAGS=--cfg token=\"hunter2\"\0CARGO_ENCODED_RUSTFLAGS=--cfg\x1fpassword=hunter2\0"
      "AWS_SECRET_ACCESS_KEY=hunter2\0UNRELATED=hunter2\0"s);
  translate(RawLockWaits{.time = at_ms(1),
                         .waits = {{.pid = 100, .holder = "sh\0-c\0X_TOKEN=hunter2 cargo\0"s}}});
  end();
  Trace trace = decode();
  EXPECT_EQ(bytes_.find("hunter2"), std::string::npos);
  EXPECT_NE(bytes_.find("/root"), std::string::npos);  // the search would find something
  EXPECT_EQ(trace.environment.size(), 7U);             // HOME, four withheld, two of the dep-info
}

}  // namespace
}  // namespace makespan
