#pragma once
// A vector of the model to and from the rows of one table. A table says its columns once, and one
// function template per table says which field is in which (process_tables.cc and its neighbours).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/trace_builder.h"
#include "store/row_io.h"
#include "store/sqlite.h"

namespace makespan {

struct Table {
  std::string_view name;
  std::string_view number;   // the column that counts the rows of a run from 0
  std::string_view columns;  // the others, in the order of the fields
};

// One run being written, and one being read.
struct RunOutput {
  Sqlite& database;
  int64_t run;  // runs.number
  const Trace& trace;
  TextNumbers texts;
};

struct RunInput {
  Sqlite& database;
  int64_t run;
  TraceBuilder builder;
  std::vector<StringId> strings;  // by the number of their row
};

// Rows that one statement inserts: within it SQLite stays at the end of the table, while each new
// statement seeks its place anew. More than this gains nothing.
inline constexpr size_t kRowsAtOnce = 128;

// "INSERT INTO threads (run, thread, …) VALUES (?, …), …"
std::string insert_statement(const Table& table, size_t rows);
// "SELECT thread, … FROM threads WHERE run = ? ORDER BY thread"
std::string select_statement(const Table& table);
// kind `corrupt`: "FILE is damaged: PROBLEM in `TABLE`, row 17"
tl::unexpected<Error> damaged(const Sqlite& database, std::string_view problem,
                              std::string_view table, int64_t row);

// fields(io, item) for every item, into a row each.
template <class Item, class Fields>
Status write_rows(RunOutput& output, const Table& table, const std::vector<Item>& items,
                  Fields fields) {
  size_t done = 0;
  for (size_t rows : {kRowsAtOnce, size_t{1}}) {
    if (items.size() - done < rows) continue;
    MAKESPAN_TRY(SqliteStatement insert, output.database.prepare(insert_statement(table, rows)));
    RowWriter io(insert, output.trace, output.texts);
    while (items.size() - done >= rows) {
      io.start_statement();
      for (size_t i = 0; i < rows; ++i, ++done) {
        insert.bind(output.run).bind(static_cast<int64_t>(done));
        fields(io, items[done]);
      }
      MAKESPAN_CHECKED(insert.run());
    }
  }
  return {};
}

// fields(io, item), then add(io, item), for every row, whose numbers must be 0, 1, 2, ….
template <class Item, class Fields, class Add>
Status read_rows(RunInput& input, const Table& table, Fields fields, Add add) {
  MAKESPAN_TRY(SqliteStatement select, input.database.prepare(select_statement(table)));
  select.bind(input.run);
  RowReader io(select, input.builder, input.strings);
  for (int64_t number = 0;; ++number) {
    MAKESPAN_TRY(bool row, select.step());
    if (!row) return {};
    if (select.integer(0) != number)
      return damaged(input.database, "a row is missing", table.name, number);
    Item item;
    io.start_row(1);
    fields(io, item);
    if (io.problem() != nullptr) return damaged(input.database, io.problem(), table.name, number);
    add(io, std::move(item));
  }
}

// The groups of tables: runs' rows themselves are run_table.h's.
Status write_strings(RunOutput& output);
Status read_strings(RunInput& input);
Status write_processes(RunOutput& output);  // with images, threads, output files, lock waits
Status read_processes(RunInput& input);
Status write_tasks(RunOutput& output);  // with invocations, sections, dependencies
Status read_tasks(RunInput& input);
Status write_machine(RunOutput& output);  // samples, tools, diagnostics
Status read_machine(RunInput& input);

}  // namespace makespan
