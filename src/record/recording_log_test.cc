#include "record/recording_log.h"

#include <gtest/gtest.h>

#include <random>

namespace makespan {
namespace {

Timestamp at_ms(int64_t ms) {
  return Timestamp::at(Duration::milliseconds(ms));
}

// A log with one record of each shape that matters: texts, lists, optionals, floats.
std::string small_log() {
  LogEncoder log;
  log.add(RunStarted{.id = "r1",
                     .command = {"cargo", "build"},
                     .cores = 1.5,
                     .started = 1'700'000'000'000'000'000});
  log.add(ProcessStarted{.process = 0, .pid = 4711, .time = at_ms(1)});
  LogString executable = log.intern("/usr/bin/cargo");
  log.add(ImageStarted{.process = 0,
                       .time = at_ms(2),
                       .executable = executable,
                       .arguments = {log.intern("cargo"), log.intern("build"), 0},
                       .environment = {{.name = log.intern("PATH"), .value = log.intern("/bin")},
                                       {.name = log.intern("A_TOKEN")}}});
  log.add(Sampled{.time = at_ms(3), .busy_cores = 0.5F, .core_busy = {0.25F, 0.25F}});
  log.add(ProcessEnded{
      .process = 0, .time = at_ms(4), .exit_code = 3, .cpu = Duration::milliseconds(2)});
  log.add(RunEnded{.time = at_ms(5), .exit_code = 3});
  return log_header() + log.take();
}

std::vector<LogRecord> records_of(std::string_view bytes, LogDamage* damage = nullptr) {
  std::vector<LogRecord> records;
  Result<LogDamage> result = read_log(bytes, [&](const LogRecord& r) { records.push_back(r); });
  EXPECT_TRUE(result.has_value());
  if (damage != nullptr && result) *damage = *result;
  return records;
}

// The size of a log's first frame.
size_t first_frame(std::string_view log) {
  return kFrameHeaderBytes + static_cast<uint8_t>(log[kLogHeaderBytes + 2]);
}

TEST(RecordingLog, WhatIsWrittenIsRead) {
  LogDamage damage;
  std::vector<LogRecord> records = records_of(small_log(), &damage);
  ASSERT_EQ(records.size(), 12U);
  EXPECT_EQ(std::get<RunStarted>(records[0]).command, (std::vector<std::string>{"cargo", "build"}));
  EXPECT_EQ(std::get<RunStarted>(records[0]).cores, 1.5);
  EXPECT_EQ(std::get<ProcessStarted>(records[1]).pid, 4711);
  EXPECT_EQ(std::get<StringDefined>(records[2]).text, "/usr/bin/cargo");
  const auto& image = std::get<ImageStarted>(records[8]);
  EXPECT_EQ(image.arguments, (std::vector<LogString>{2, 3, 0}));
  EXPECT_EQ(image.environment[0].value, 5U);
  EXPECT_EQ(image.environment[1].value, std::nullopt);
  EXPECT_EQ(std::get<Sampled>(records[9]).core_busy, (std::vector<float>{0.25F, 0.25F}));
  EXPECT_EQ(std::get<ProcessEnded>(records[10]).exit_code, 3);
  EXPECT_EQ(std::get<ProcessEnded>(records[10]).signal, std::nullopt);
  EXPECT_EQ(std::get<RunEnded>(records[11]).time, at_ms(5));
  EXPECT_FALSE(damage.first_offset.has_value());
}

TEST(RecordingLog, NegativeTimesSurvive) {
  LogEncoder log;
  log.add(OutputSeen{.process = 1, .modified = at_ms(-250)});
  std::vector<LogRecord> records = records_of(log_header() + log.take());
  EXPECT_EQ(std::get<OutputSeen>(records[0]).modified, at_ms(-250));
}

TEST(RecordingLog, ATextIsDefinedOnce) {
  LogEncoder log;
  EXPECT_EQ(log.intern("a"), log.intern("a"));
  EXPECT_EQ(log.intern(""), 0U);
  EXPECT_EQ(records_of(log_header() + log.take()).size(), 1U);
}

TEST(RecordingLog, TornAnywhereItLosesTheLastRecordOnly) {
  std::string whole = small_log();
  std::vector<LogRecord> all = records_of(whole);
  size_t previous = 0;
  for (size_t size = kLogHeaderBytes; size <= whole.size(); ++size) {
    LogDamage damage;
    std::vector<LogRecord> some = records_of(std::string_view(whole).substr(0, size), &damage);
    EXPECT_GE(some.size(), previous);
    EXPECT_LE(some.size(), previous + 1);
    EXPECT_EQ(damage.unreadable_bytes, 0U);
    EXPECT_EQ(damage.torn_bytes == 0, some.size() > previous || size == kLogHeaderBytes) << size;
    previous = some.size();
  }
  EXPECT_EQ(previous, all.size());
}

TEST(RecordingLog, ADamagedByteCostsOneRecord) {
  std::string whole = small_log();
  size_t count = records_of(whole).size();
  for (size_t at = kLogHeaderBytes; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    LogDamage damage;
    EXPECT_EQ(records_of(damaged, &damage).size(), count - 1) << at;
    EXPECT_TRUE(damage.first_offset.has_value());
  }
}

TEST(RecordingLog, RandomDamageIsSurvived) {
  std::string whole = small_log();
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 8; ++i)
      damaged[kLogHeaderBytes + random() % (damaged.size() - kLogHeaderBytes)] =
          static_cast<char>(random());
    damaged.resize(kLogHeaderBytes + random() % (damaged.size() - kLogHeaderBytes));
    EXPECT_LE(records_of(damaged).size(), 12U);
  }
}

std::string error_of(std::string_view bytes, ErrorKind kind) {
  Result<LogDamage> result = read_log(bytes, [](const LogRecord&) {});
  EXPECT_FALSE(result.has_value());
  if (result) return {};
  EXPECT_EQ(result.error().kind, kind);
  return result.error().message;
}

TEST(RecordingLog, OtherFilesAreRefused) {
  EXPECT_EQ(error_of("", ErrorKind::corrupt), "this is not a recording of makespan");
  EXPECT_EQ(error_of("SQLite format 3", ErrorKind::corrupt), "this is not a recording of makespan");
  EXPECT_EQ(error_of("MAKES", ErrorKind::corrupt), "the recording ends within its first line");
}

TEST(RecordingLog, ANewerVersionIsRefusedAsSuch) {
  std::string bytes = small_log();
  bytes[8] = 2;
  EXPECT_EQ(
      error_of(bytes, ErrorKind::too_new),
      "the recording is of version 2, written by a newer makespan; this one reads up to version 1");
  bytes[8] = 0;
  EXPECT_EQ(error_of(bytes, ErrorKind::corrupt),
            "the recording claims to be of version 0, which never was");
}

TEST(RecordingLog, IsEmptyUntilItsFirstWholeRecord) {
  std::string log = small_log();
  size_t first = kLogHeaderBytes + first_frame(log);
  for (size_t size = 0; size < first; ++size)
    EXPECT_TRUE(is_empty_log(std::string_view(log).substr(0, size))) << size;
  for (size_t size = first; size <= log.size(); ++size)
    EXPECT_FALSE(is_empty_log(std::string_view(log).substr(0, size))) << size;
}

TEST(RecordingLog, IsNotEmptyWhereItIsAnother) {
  EXPECT_FALSE(is_empty_log("notes"));
  std::string newer = log_header();
  newer[kLogMagic.size()] = 2;
  EXPECT_FALSE(is_empty_log(newer));
}

}  // namespace
}  // namespace makespan
