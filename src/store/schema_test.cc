#include "store/schema.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "model/testing/generated_trace.h"
#include "store/run_database.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

// A database as a makespan of the schema version 3 might find one of version 1.
Sqlite old_database(const std::string& path, const std::string& settings) {
  Sqlite database = Sqlite::open(path, SqliteMode::create, {}).value();
  EXPECT_TRUE(
      database.execute("CREATE TABLE notes (text); INSERT INTO notes VALUES ('kept');" + settings)
          .has_value());
  return database;
}

constexpr Migration kMigrations[] = {
    {.from = 1, .statements = "ALTER TABLE notes ADD COLUMN author TEXT"},
    {.from = 2, .statements = "UPDATE notes SET author = 'nobody'"},
};
constexpr Schema kThird = {.version = 3, .migrations = kMigrations};

struct SchemaTest : testing::Test {
  TemporaryDirectory directory;
  std::string path = directory / "runs.db";
};

TEST_F(SchemaTest, MarksANewFileAsOurs) {
  ASSERT_TRUE(RunDatabase::create(path).has_value());
  Sqlite raw = Sqlite::open(path, SqliteMode::read_write, {}).value();
  EXPECT_EQ(raw.integer("PRAGMA application_id").value(), kRunDatabaseId);
  EXPECT_EQ(raw.integer("PRAGMA user_version").value(), kSchemaVersion);
}

// Everything that was made, taken back in one transaction.
void unmake(Sqlite& database) {
  SqliteTransaction transaction = SqliteTransaction::begin(database).value();
  std::string drops = "PRAGMA application_id = 0; PRAGMA user_version = 0";
  {
    SqliteStatement made =
        database
            .prepare(
                "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema"
                " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC")
            .value();
    while (made.step().value())
      drops += "; " + std::string(made.text(0));
  }
  Status dropped = database.execute(drops);
  EXPECT_TRUE(dropped.has_value()) << dropped.error().message;
  EXPECT_TRUE(transaction.commit().has_value());
}

// The marks and the tables are of one moment, or a file that another process makes meanwhile passes
// for somebody else's.
TEST_F(SchemaTest, SeesAFileThatAnotherMakesBeforeOrAfterwards) {
  ASSERT_TRUE(RunDatabase::create(path).has_value());
  std::atomic<bool> over = false;
  std::thread other([&] {
    Sqlite theirs = Sqlite::open(path, SqliteMode::read_write, std::chrono::seconds(60)).value();
    for (int round = 0; round < 100; ++round) {
      EXPECT_TRUE(prepare_schema(theirs).has_value());
      unmake(theirs);
    }
    over = true;
  });
  Sqlite ours = Sqlite::open(path, SqliteMode::read_write, std::chrono::seconds(60)).value();
  while (!over) {
    Status prepared = prepare_schema(ours);
    EXPECT_TRUE(prepared.has_value()) << prepared.error().message;
  }
  other.join();
}

TEST_F(SchemaTest, TakesAnOldFileThroughEveryStep) {
  Sqlite database =
      old_database(path, "PRAGMA application_id = 1298879344; PRAGMA user_version = 1");
  ASSERT_TRUE(prepare_schema(database, kThird).has_value());
  EXPECT_EQ(database.text("SELECT text || ' by ' || author FROM notes").value(), "kept by nobody");
  EXPECT_EQ(database.integer("PRAGMA user_version").value(), 3);
}

TEST_F(SchemaTest, LeavesAnOldFileAloneWhenAStepFails) {
  constexpr Migration broken[] = {
      {.from = 1, .statements = "UPDATE notes SET text = 'lost'"},
      {.from = 2, .statements = "UPDATE missing SET text = 'lost'"},
  };
  Sqlite database =
      old_database(path, "PRAGMA application_id = 1298879344; PRAGMA user_version = 1");
  EXPECT_FALSE(prepare_schema(database, {.version = 3, .migrations = broken}).has_value());
  EXPECT_EQ(database.text("SELECT text FROM notes").value(), "kept");
  EXPECT_EQ(database.integer("PRAGMA user_version").value(), 1);
}

TEST_F(SchemaTest, KnowsAVersionThatNobodyWrote) {
  Sqlite database = old_database(path, "PRAGMA application_id = 1298879344");
  EXPECT_EQ(prepare_schema(database).error().message,
            path + " has the schema 0, which no makespan wrote");
}

TEST_F(SchemaTest, RefusesAFileOfANewerMakespan) {
  old_database(path, "PRAGMA application_id = 1298879344; PRAGMA user_version = 7");
  for (const Result<RunDatabase>& opened : {RunDatabase::create(path), RunDatabase::open(path)}) {
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().kind, ErrorKind::too_new);
    EXPECT_EQ(opened.error().message,
              path +
                  " was written by a newer makespan (schema 7, this one knows 5): update "
                  "makespan, or move the file away");
  }
}

TEST_F(SchemaTest, RefusesADatabaseOfSomebodyElse) {
  old_database(path, "");
  Result<RunDatabase> opened = RunDatabase::create(path);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(opened.error().message, path + " is a database, but not one of makespan's");
}

}  // namespace
}  // namespace makespan
