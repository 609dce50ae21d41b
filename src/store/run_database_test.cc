#include "store/run_database.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <thread>
#include <utility>

#include "model/testing/generated_trace.h"
#include "model/testing/trace_difference.h"
#include "model/trace_builder.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

Trace small_trace(const std::string& id, int64_t started_seconds = 0) {
  TraceBuilder builder;
  builder.run().id = id;
  builder.run().command = {"cargo", "build"};
  builder.run().started = UnixTime::at(Duration::nanoseconds(started_seconds * 1'000'000'000));
  return std::move(builder).finish().value();
}

std::vector<std::string> ids(RunDatabase& database) {
  std::vector<std::string> ids;
  std::vector<RunSummary> runs = database.list().value();
  for (const RunSummary& run : runs)
    ids.push_back(run.id);
  return ids;
}

struct RunDatabaseTest : testing::Test {
  TemporaryDirectory directory;
  std::string path = directory / "runs.db";
  RunDatabase database = RunDatabase::create(path).value();
};

TEST_F(RunDatabaseTest, GivesBackEveryFieldOfARun) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    Trace trace = generate_trace(seed, {.units = 5 + seed, .processes = 60, .threads = 100});
    ASSERT_TRUE(database.save(trace).has_value());
    Result<Trace> loaded = RunDatabase::open(path).value().load(trace.run.id);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    EXPECT_EQ(trace_difference(trace, *loaded), "");
  }
}

TEST_F(RunDatabaseTest, GivesBackARunWithNothingInIt) {
  ASSERT_TRUE(database.save(small_trace("a")).has_value());
  EXPECT_EQ(trace_difference(small_trace("a"), database.load("a").value()), "");
}

TEST_F(RunDatabaseTest, KeepsAShareThatIsNoNumber) {
  TraceBuilder builder;
  builder.run().id = "a";
  float nothing = std::numeric_limits<float>::quiet_NaN();
  builder.add_sample({.busy_cores = nothing}, {&nothing, 1});
  ASSERT_TRUE(database.save(std::move(builder).finish().value()).has_value());
  Trace loaded = database.load("a").value();
  EXPECT_TRUE(std::isnan(loaded.samples[0].busy_cores));
  EXPECT_TRUE(std::isnan(loaded.core_busy[0]));
}

TEST_F(RunDatabaseTest, ReplacesARunThatIsSavedAgain) {
  Trace first = generate_trace(1);
  Trace second = generate_trace(2);
  second.run.id = first.run.id;
  ASSERT_TRUE(database.save(first).has_value());
  ASSERT_TRUE(database.save(generate_trace(3)).has_value());
  ASSERT_TRUE(database.save(second).has_value());
  EXPECT_EQ(trace_difference(second, database.load(first.run.id).value()), "");
  EXPECT_EQ(database.list()->size(), 2U);
}

TEST_F(RunDatabaseTest, LeavesNothingOfARemovedRun) {
  Trace kept = generate_trace(1);
  Trace removed = generate_trace(2);
  ASSERT_TRUE(database.save(kept).has_value());
  ASSERT_TRUE(database.save(removed).has_value());
  ASSERT_TRUE(database.remove(removed.run.id).has_value());
  EXPECT_EQ(trace_difference(kept, database.load(kept.run.id).value()), "");
  EXPECT_EQ(database.load(removed.run.id).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(database.remove(kept.run.id).has_value());
  Sqlite raw = Sqlite::open(path, SqliteMode::read_write, {}).value();
  for (const char* table : {"runs", "processes", "strings", "threads", "sections", "samples"})
    EXPECT_EQ(raw.integer(std::string("SELECT count(*) FROM ") + table).value(), 0) << table;
}

TEST_F(RunDatabaseTest, ListsTheNewestFirst) {
  ASSERT_TRUE(database.save(small_trace("b", 20)).has_value());
  ASSERT_TRUE(database.save(small_trace("d", 10)).has_value());
  ASSERT_TRUE(database.save(small_trace("c", 10)).has_value());
  EXPECT_EQ(ids(database), (std::vector<std::string>{"b", "d", "c"}));
}

TEST_F(RunDatabaseTest, SummarizesARunWithoutLoadingIt) {
  Trace trace = generate_trace(3, {.units = 9});
  ASSERT_TRUE(database.save(trace, RunPurpose::trial).has_value());
  RunSummary summary = database.find(trace.run.id).value().value();
  EXPECT_EQ(summary, summarize(trace, RunPurpose::trial));
  EXPECT_EQ(summary.task_count, 9U);
  EXPECT_EQ(summary.command, "cargo build --release --features 'a b' 'it'\\''s' '\xff\xfe'");
}

TEST_F(RunDatabaseTest, NamesTheRunThatItDoesNotHave) {
  Result<Trace> loaded = database.load("20261124-000000-0000");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::not_found);
  EXPECT_EQ(loaded.error().message, path + " has no run `20261124-000000-0000`");
  EXPECT_EQ(database.find("x").value(), std::nullopt);
}

TEST_F(RunDatabaseTest, TakesNoIdThatCouldBeAPath) {
  for (const char* id : {"", "../a", "a/b", ".hidden", "-x"})
    EXPECT_EQ(database.save(small_trace(id)).error().kind, ErrorKind::invalid) << id;
}

TEST_F(RunDatabaseTest, TakesTwoRecordingsAtOnce) {
  constexpr int kEach = 20;
  auto save_some = [&](char name) {
    for (int i = 0; i < kEach; ++i) {
      RunDatabase own = RunDatabase::create(path).value();
      Status saved = own.save(small_trace(std::string(1, name) + std::to_string(i)));
      EXPECT_TRUE(saved.has_value()) << saved.error().message;
    }
  };
  std::thread other([&] { save_some('x'); });
  save_some('y');
  other.join();
  EXPECT_EQ(database.list()->size(), 2 * size_t{kEach});
}

TEST_F(RunDatabaseTest, MayBeMadeByTwoAtOnce) {
  for (int round = 0; round < 20; ++round) {
    std::string fresh = directory / std::to_string(round);
    auto make = [&] {
      Result<RunDatabase> made = RunDatabase::create(fresh);
      EXPECT_TRUE(made.has_value()) << made.error().message;
    };
    std::thread other(make);
    make();
    other.join();
  }
}

TEST_F(RunDatabaseTest, SaysThatAnotherHoldsTheLock) {
  Sqlite holder = Sqlite::open(path, SqliteMode::read_write, {}).value();
  SqliteTransaction held = SqliteTransaction::begin(holder).value();
  RunDatabase waiting =
      RunDatabase::create(path, {.patience = std::chrono::milliseconds(1)}).value();
  Status saved = waiting.save(small_trace("a"));
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().kind, ErrorKind::busy);
  EXPECT_EQ(saved.error().message, "cannot use " + path + ": database is locked");
}

TEST_F(RunDatabaseTest, KeepsOldRunsWhenTheDiskIsFull) {
  ASSERT_TRUE(database.save(small_trace("old")).has_value());
  // SQLite's own limit stands in for the disk's.
  database = RunDatabase::create(path, {.page_limit = 60}).value();
  Status saved = database.save(generate_trace(1, {.units = 900, .processes = 2'000}));
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().kind, ErrorKind::no_space);
  EXPECT_EQ(saved.error().message,
            "cannot write " + path + ": the disk is full (database or disk is full)");
  EXPECT_EQ(ids(database), std::vector<std::string>{"old"});
  EXPECT_TRUE(database.save(small_trace("new")).has_value());
}

// "unix-dotfile" has no shared memory, as network and container file systems may have none.
TEST_F(RunDatabaseTest, DoesWithoutWriteAheadModeWhereThereIsNoSharedMemory) {
  std::string plain = directory / "plain.db";
  RunDatabase other = RunDatabase::create(plain, {.vfs = "unix-dotfile"}).value();
  ASSERT_TRUE(other.save(generate_trace(1)).has_value());
  EXPECT_EQ(trace_difference(generate_trace(1), other.load(generate_trace(1).run.id).value()), "");
  EXPECT_FALSE(std::filesystem::exists(plain + "-wal"));
  EXPECT_EQ(Sqlite::open(plain, SqliteMode::read_write, {})->text("PRAGMA journal_mode").value(),
            "delete");
}

TEST_F(RunDatabaseTest, IsInWriteAheadModeOtherwise) {
  EXPECT_EQ(Sqlite::open(path, SqliteMode::read_write, {})->text("PRAGMA journal_mode").value(),
            "wal");
}

TEST_F(RunDatabaseTest, IsAlsoReadWhereNothingMayBeWrittenBesideIt) {
  ASSERT_TRUE(database.save(small_trace("a")).has_value());
  database = RunDatabase::in_memory().value();  // closes the file
  std::string odd = directory / "100% read?only#.db";
  std::filesystem::copy_file(path, odd);
  RunDatabase frozen = RunDatabase::open_as_it_is(odd).value();
  EXPECT_EQ(ids(frozen), std::vector<std::string>{"a"});
}

TEST_F(RunDatabaseTest, TravelsAsBytes) {
  ASSERT_TRUE(database.save(generate_trace(5)).has_value());
  RunDatabase copy = RunDatabase::from_bytes(database.bytes().value(), "a copy").value();
  EXPECT_EQ(trace_difference(generate_trace(5), copy.load(generate_trace(5).run.id).value()), "");
}

}  // namespace
}  // namespace makespan
