// Files that are not what they should be: whatever their bytes, the answer is an Error or a run,
// and never a crash.

#include <gtest/gtest.h>

#include <random>

#include "model/testing/generated_trace.h"
#include "store/run_database.h"
#include "store/run_file.h"
#include "system/file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

std::string good_file() {
  RunDatabase database = RunDatabase::in_memory().value();
  Status saved = database.save(generate_trace(1));
  EXPECT_TRUE(saved.has_value());
  return database.bytes().value();
}

// Everything that reads; what it says if it fails.
std::optional<Error> read_all(const std::string& bytes) {
  Result<RunDatabase> database = RunDatabase::from_bytes(bytes, "the file");
  if (!database) return database.error();
  Result<std::vector<RunSummary>> runs = database->list();
  if (!runs) return runs.error();
  for (const RunSummary& run : *runs) {
    Result<Trace> trace = database->load(run.id);
    if (!trace) return trace.error();
  }
  return std::nullopt;
}

TEST(Damage, EveryTruncationIsNamed) {
  std::string good = good_file();
  ASSERT_EQ(read_all(good), std::nullopt);
  for (size_t kept = 1; kept < good.size(); kept += kept < 200 ? 1 : 4'093) {
    std::optional<Error> error = read_all(good.substr(0, kept));
    ASSERT_TRUE(error.has_value()) << kept;
    EXPECT_EQ(error->kind, ErrorKind::corrupt) << error->message;
    EXPECT_NE(error->message.find("the file"), std::string::npos) << error->message;
  }
}

TEST(Damage, RandomBytesNeverCrash) {
  std::string good = good_file();
  std::mt19937_64 random(1);
  int noticed = 0;
  for (int round = 0; round < 600; ++round) {
    std::string bad = good;
    for (uint64_t i = random() % 40; i < 40; ++i)
      bad[random() % bad.size()] = static_cast<char>(random());
    std::optional<Error> error = read_all(bad);
    if (!error) continue;
    ++noticed;
    EXPECT_NE(error->message.find("the file"), std::string::npos) << error->message;
  }
  EXPECT_GT(noticed, 100);
}

TEST(Damage, BytesThatAreNoDatabaseAreSaidToBeNone) {
  std::optional<Error> error = read_all(std::string(10'000, 'x'));
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->message, "the file is damaged or not a run database: file is not a database");
}

// One changed value in an otherwise sound file.
std::string complaint_after(const std::string& change) {
  RunDatabase database = RunDatabase::in_memory().value();
  EXPECT_TRUE(database.save(generate_trace(1)).has_value());
  Sqlite raw = Sqlite::from_bytes(database.bytes().value(), "runs.db").value();
  Status changed = raw.execute(change);
  EXPECT_TRUE(changed.has_value()) << changed.error().message;
  std::optional<Error> error = read_all(raw.bytes().value());
  return error ? error->message : "";
}

TEST(Damage, ValuesThatMakeNoSenseAreNamedWithTheirPlace) {
  EXPECT_EQ(complaint_after("UPDATE tasks SET kind = 'poem' WHERE task = 3"),
            "the file is damaged: a word is none that this makespan knows in `tasks`, row 3");
  EXPECT_EQ(complaint_after("DELETE FROM threads WHERE thread = 7"),
            "the file is damaged: a row is missing in `threads`, row 7");
  EXPECT_EQ(complaint_after("UPDATE images SET arguments = '[1,,2]' WHERE image = 2"),
            "the file is damaged: a list of numbers is none in `images`, row 2");
  EXPECT_EQ(complaint_after("UPDATE images SET executable = 99999 WHERE image = 2"),
            "the file is damaged: a text is missing in `images`, row 2");
  EXPECT_EQ(
      complaint_after("UPDATE processes SET start_ns = 9223372036854775807 WHERE process = 1"),
      "the file is damaged: a time is out of range in `processes`, row 1");
  EXPECT_EQ(complaint_after("UPDATE tasks SET invocation = -5 WHERE task = 0"),
            "the file is damaged: a number of a row is out of range in `tasks`, row 0");
  EXPECT_EQ(complaint_after("UPDATE sections SET task = 5000 WHERE section = 0"),
            "the file is damaged: a section names a task that is not in the run");
  EXPECT_EQ(complaint_after("UPDATE tasks SET wall_ns = -1 WHERE task = 1").substr(0, 30),
            "the file is damaged: the task ");
  EXPECT_EQ(complaint_after("DROP TABLE samples"),
            "the file is damaged: its table `samples` is missing");
}

TEST(Damage, ATableReplacedByAViewIsNotRead) {
  EXPECT_EQ(
      complaint_after("DROP TABLE lock_waits; CREATE VIEW lock_waits AS WITH RECURSIVE n(i) AS"
                      " (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n"),
      "the file is damaged: its table `lock_waits` is missing");
}

TEST(Damage, ARunFileHoldsExactlyOneRun) {
  TemporaryDirectory directory;
  RunDatabase database = RunDatabase::in_memory().value();
  std::string path = directory / "odd.run";
  ASSERT_TRUE(real_file_system().write_file(path, database.bytes().value()).has_value());
  EXPECT_EQ(read_run_file(path).error().message, path + " holds no run");
  ASSERT_TRUE(database.save(generate_trace(1)).has_value());
  ASSERT_TRUE(database.save(generate_trace(2)).has_value());
  ASSERT_TRUE(real_file_system().write_file(path, database.bytes().value()).has_value());
  EXPECT_EQ(read_run_file(path).error().message,
            path +
                " is a whole run database (2 runs), not the file of one run that `makespan "
                "export` writes");
}

}  // namespace
}  // namespace makespan
