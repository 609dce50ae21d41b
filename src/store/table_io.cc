#include "store/table_io.h"

#include <fmt/format.h>

#include <algorithm>

namespace makespan {

std::string insert_statement(const Table& table, size_t rows) {
  std::string row = "(?, ?, ?";
  for (auto commas = std::count(table.columns.begin(), table.columns.end(), ','); commas > 0;
       --commas) {
    row += ", ?";
  }
  row += ")";
  std::string statement = fmt::format("INSERT INTO {} (run, {}, {}) VALUES {}", table.name,
                                      table.number, table.columns, row);
  for (size_t i = 1; i < rows; ++i)
    statement += ", " + row;
  return statement;
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

Status write_strings(RunOutput& output) {
  std::vector<std::string_view> texts;
  for (size_t i = 0; i < output.texts.size(); ++i)
    texts.push_back(output.texts.text(i));
  constexpr Table strings = {.name = "strings", .number = "string", .columns = "text"};
  return write_rows(output, strings, texts, [](RowWriter& io, std::string_view text) { io(text); });
}

// Straight to the pool: a run may have hundreds of thousands of texts.
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
