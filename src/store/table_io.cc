#include "store/table_io.h"

#include <fmt/format.h>

#include <algorithm>

namespace makespan {

std::string insert_statement(const Table& table) {
  std::string places = "?, ?, ?";
  for (auto commas = std::count(table.columns.begin(), table.columns.end(), ','); commas > 0;
       --commas) {
    places += ", ?";
  }
  return fmt::format("INSERT INTO {} (run, {}, {}) VALUES ({})", table.name, table.number,
                     table.columns, places);
}

std::string select_statement(const Table& table) {
  return fmt::format("SELECT {}, {} FROM {} WHERE run = ? ORDER BY {}", table.number, table.columns,
                     table.name, table.number);
}

tl::unexpected<Error> damaged(const Sqlite& database, std::string_view problem,
                              std::string_view table, int64_t row) {
  return failure(
      ErrorKind::corrupt,
      fmt::format("{} is damaged: {} in `{}`, row {}", database.name(), problem, table, row),
      database.name());
}

// Straight to and from the pool: a run may have hundreds of thousands of texts.
Status write_strings(RunOutput& output) {
  MAKESPAN_TRY(SqliteStatement insert,
               output.database.prepare("INSERT INTO strings (run, string, text) VALUES (?, ?, ?)"));
  for (size_t i = 0; i < output.texts.size(); ++i) {
    insert.bind(output.run).bind(static_cast<int64_t>(i)).bind(output.texts.text(i));
    MAKESPAN_CHECKED(insert.run());
  }
  return {};
}

Status read_strings(RunInput& input) {
  MAKESPAN_TRY(
      SqliteStatement select,
      input.database.prepare("SELECT string, text FROM strings WHERE run = ? ORDER BY string"));
  select.bind(input.run);
  for (int64_t number = 0;; ++number) {
    MAKESPAN_TRY(bool row, select.step());
    if (!row) return {};
    if (select.integer(0) != number)
      return damaged(input.database, "a row is missing", "strings", number);
    input.strings.push_back(input.builder.intern(select.text(1)));
  }
}

}  // namespace makespan
