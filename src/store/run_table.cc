#include "store/run_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "store/schema.h"

namespace makespan {
namespace {

constexpr std::string_view kColumns =
    "id, arguments, working_directory, project_root, source, cpu_model, kernel, online_cores, "
    "cores, memory_bytes, git_revision, git_dirty, started_ns, wall_ns, cpu_ns, exit_code, cold, "
    "complete, makespan_version";

constexpr auto kFields = [](auto& io, auto& run) {
  io(run.id);
  io.texts(run.command);
  io(run.working_directory, run.project_root, run.source, run.host.cpu_model, run.host.kernel,
     run.host.online_cores, run.host.cores, run.host.memory_bytes, run.git_revision, run.git_dirty,
     run.started, run.wall, run.cpu, run.exit_code, run.cold, run.complete, run.makespan_version);
};

constexpr std::string_view kSummaryColumns =
    "id, purpose, command, project_root, source, started_ns, wall_ns, cpu_ns, exit_code, complete, "
    "task_count";

constexpr auto kSummaryFields = [](auto& io, auto& summary) {
  io(summary.id, summary.purpose, summary.command, summary.project_root, summary.source,
     summary.started, summary.wall, summary.cpu, summary.exit_code, summary.complete,
     summary.task_count);
};

Result<std::vector<RunSummary>> read_summaries(Sqlite& database, SqliteStatement& select) {
  TraceBuilder builder;
  std::vector<StringId> strings;
  RowReader io(select, builder, strings);
  std::vector<RunSummary> runs;
  while (true) {
    MAKESPAN_TRY(bool row, select.step());
    if (!row) return runs;
    RunSummary summary;
    io.start_row(0);
    kSummaryFields(io, summary);
    if (io.problem() != nullptr)
      return damaged(database, io.problem(), "runs", static_cast<int64_t>(runs.size()));
    runs.push_back(std::move(summary));
  }
}

}  // namespace

Status write_run(RunOutput& output, RunPurpose purpose) {
  MAKESPAN_TRY(
      SqliteStatement insert,
      output.database.prepare(fmt::format(
          "INSERT INTO runs (number, purpose, command, task_count, {}) VALUES (?, ?, ?, ?, "
          "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          kColumns)));
  RunSummary summary = summarize(output.trace, purpose);
  RowWriter io(insert, output.trace, output.texts);
  io(output.run, summary.purpose, summary.command, summary.task_count);
  kFields(io, output.trace.run);
  return insert.run();
}

Status read_run(RunInput& input) {
  MAKESPAN_TRY(SqliteStatement select, input.database.prepare(fmt::format(
                                           "SELECT {} FROM runs WHERE number = ?", kColumns)));
  select.bind(input.run);
  MAKESPAN_TRY(bool row, select.step());
  if (!row) return damaged(input.database, "a row is missing", "runs", input.run);
  RowReader io(select, input.builder, input.strings);
  io.start_row(0);
  kFields(io, input.builder.run());
  if (io.problem() != nullptr) return damaged(input.database, io.problem(), "runs", input.run);
  return {};
}

Result<std::optional<int64_t>> find_run_number(Sqlite& database, std::string_view id) {
  MAKESPAN_TRY(SqliteStatement select, database.prepare("SELECT number FROM runs WHERE id = ?"));
  select.bind(id);
  MAKESPAN_TRY(bool row, select.step());
  if (!row) return std::nullopt;
  return select.integer(0);
}

Result<int64_t> next_run_number(Sqlite& database) {
  MAKESPAN_TRY(std::optional<int64_t> highest, database.integer("SELECT max(number) FROM runs"));
  return highest.value_or(0) + 1;
}

Result<std::vector<RunSummary>> list_runs(Sqlite& database) {
  MAKESPAN_TRY(SqliteStatement select,
               database.prepare(fmt::format("SELECT {} FROM runs", kSummaryColumns)));
  MAKESPAN_TRY(std::vector<RunSummary> runs, read_summaries(database, select));
  std::sort(runs.begin(), runs.end(), newer);
  return runs;
}

Result<std::optional<RunSummary>> find_run_summary(Sqlite& database, std::string_view id) {
  MAKESPAN_TRY(SqliteStatement select,
               database.prepare(fmt::format("SELECT {} FROM runs WHERE id = ?", kSummaryColumns)));
  select.bind(id);
  MAKESPAN_TRY(std::vector<RunSummary> runs, read_summaries(database, select));
  if (runs.empty()) return std::nullopt;
  return std::move(runs[0]);
}

Status remove_run(Sqlite& database, int64_t number) {
  for (const char* table : tables_of_a_run())
    MAKESPAN_CHECKED(database.execute(fmt::format("DELETE FROM {} WHERE run = {}", table, number)));
  return database.execute(fmt::format("DELETE FROM runs WHERE number = {}", number));
}

}  // namespace makespan
