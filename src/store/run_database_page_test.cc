// docs/formats/run-database.md: every query on the page runs, and every table and column is on it.
// Runs in the checkout's root.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/testing/generated_trace.h"
#include "store/run_database.h"
#include "system/file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

std::string page() {
  return real_file_system().read_file("docs/formats/run-database.md").value();
}

std::vector<std::string> queries() {
  std::string text = page();
  std::vector<std::string> found;
  for (size_t at = text.find("```sql\n"); at != std::string::npos; at = text.find("```sql\n", at)) {
    at += 7;
    size_t end = text.find("```", at);
    found.push_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

std::vector<std::string> texts(Sqlite& database, const std::string& query) {
  SqliteStatement statement = database.prepare(query).value();
  std::vector<std::string> rows;
  while (statement.step().value())
    rows.emplace_back(statement.text(0));
  return rows;
}

struct RunDatabasePageTest : testing::Test {
  RunDatabasePageTest() { EXPECT_TRUE(made.save(trace).has_value()); }
  TemporaryDirectory directory;
  std::string path = directory / "runs.db";
  Trace trace = generate_trace(1);
  RunDatabase made = RunDatabase::create(path).value();
  Sqlite database = Sqlite::open(path, SqliteMode::read_write, {}).value();
};

// All but the one about duplicate versions find something in a generated run.
TEST_F(RunDatabasePageTest, EveryQueryRuns) {
  std::vector<std::string> all = queries();
  ASSERT_GE(all.size(), 8U);
  for (const std::string& query : all) {
    Result<SqliteStatement> statement = database.prepare(query);
    ASSERT_TRUE(statement.has_value()) << query << statement.error().message;
    Result<bool> row = statement->step();
    ASSERT_TRUE(row.has_value()) << query << row.error().message;
    EXPECT_TRUE(*row || query.find("DISTINCT version") != std::string::npos) << query;
  }
}

TEST_F(RunDatabasePageTest, EveryTableViewAndColumnIsNamed) {
  std::string text = page();
  for (const std::string& table :
       texts(database, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    EXPECT_NE(text.find("**" + table + "**"), std::string::npos) << table;
    for (const std::string& column :
         texts(database, "SELECT name FROM pragma_table_info('" + table + "')")) {
      bool named = column == "run" || text.find("`" + column + "`") != std::string::npos;
      EXPECT_TRUE(named) << table << "." << column;
    }
  }
  for (const std::string& view :
       texts(database, "SELECT name FROM sqlite_schema WHERE type = 'view'"))
    EXPECT_NE(text.find("| `" + view + "` |"), std::string::npos) << view;
}

TEST_F(RunDatabasePageTest, ATaskIsLabelledAsEverywhereElse) {
  std::vector<std::string> labels = texts(database, "SELECT label FROM task_view ORDER BY task");
  ASSERT_EQ(labels.size(), trace.tasks.size());
  for (size_t i = 0; i < labels.size(); ++i)
    EXPECT_EQ(labels[i], task_label(trace, TaskId(i)));
}

TEST_F(RunDatabasePageTest, TheViewsOpenArgumentsAndEnvironment) {
  std::vector<std::string> arguments =
      texts(database, "SELECT text FROM arguments WHERE image = 1 ORDER BY position");
  ASSERT_EQ(arguments.size(), trace.images[1].arguments.count);
  for (size_t i = 0; i < arguments.size(); ++i)
    EXPECT_EQ(arguments[i], trace.text(trace.arguments[trace.images[1].arguments.first + i]));
  EXPECT_EQ(
      texts(database, "SELECT DISTINCT value IS NULL FROM environment WHERE name = 'API_TOKEN'"),
      std::vector<std::string>{"1"});
}

}  // namespace
}  // namespace makespan
