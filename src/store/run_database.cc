#include "store/run_database.h"

#include <fmt/format.h>

#include <thread>
#include <utility>

#include "store/run_table.h"
#include "store/schema.h"
#include "store/table_io.h"
#include "store/trial_table.h"

namespace makespan {
namespace {

// Large enough that saving a large run does not write the same page twice, and few enough levels in
// the trees that a lookup reads three.
constexpr const char* kNewFileSettings = "PRAGMA page_size = 8192";
constexpr const char* kWriterSettings = "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY";

// Turning write-ahead mode on needs the file for itself for a moment, and SQLite does not wait for
// that by itself.
Result<std::string> turn_write_ahead_on(Sqlite& database, std::chrono::milliseconds patience) {
  auto give_up = std::chrono::steady_clock::now() + patience;
  while (true) {
    Result<std::string> mode = database.text("PRAGMA journal_mode = WAL");
    bool busy = !mode && mode.error().kind == ErrorKind::busy;
    if (!busy || std::chrono::steady_clock::now() >= give_up) return mode;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

// Without shared memory there is the rollback journal, in which readers and writers wait for each
// other.
Status choose_journal(Sqlite& database, std::chrono::milliseconds patience) {
  MAKESPAN_TRY(std::string mode, turn_write_ahead_on(database, patience));
  // A crash of the machine may cost the last run in write-ahead mode, never the file.
  return database.execute(mode == "wal"
                              ? "PRAGMA synchronous = NORMAL"
                              : "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
}

}  // namespace

Result<RunDatabase> RunDatabase::prepare(Sqlite database) {
  MAKESPAN_CHECKED(prepare_schema(database));
  return RunDatabase(std::move(database));
}

Result<RunDatabase> RunDatabase::create(const std::string& path,
                                        const RunDatabaseOptions& options) {
  MAKESPAN_TRY(Sqlite database,
               Sqlite::open(path, SqliteMode::create, options.patience, options.vfs));
  MAKESPAN_CHECKED(database.execute(kNewFileSettings));
  MAKESPAN_CHECKED(database.execute(kWriterSettings));
  if (database.read_only())
    return failure(ErrorKind::permission, fmt::format("{} cannot be written", path), path);
  MAKESPAN_CHECKED(choose_journal(database, options.patience));
  if (options.page_limit > 0)
    MAKESPAN_CHECKED(
        database.execute(fmt::format("PRAGMA max_page_count = {}", options.page_limit)));
  return prepare(std::move(database));
}

Result<RunDatabase> RunDatabase::open(const std::string& path, const RunDatabaseOptions& options) {
  Result<Sqlite> database =
      Sqlite::open(path, SqliteMode::read_write, options.patience, options.vfs);
  Result<RunDatabase> opened = database ? prepare(std::move(*database))
                                        : Result<RunDatabase>(tl::unexpected(database.error()));
  if (opened) return opened;
  ErrorKind kind = opened.error().kind;
  bool helps =
      kind == ErrorKind::permission || kind == ErrorKind::busy || kind == ErrorKind::unsupported;
  return helps ? open_as_it_is(path) : std::move(opened);
}

// Where the directory cannot be written (write-ahead mode makes a file beside the database), or has
// no locks. An older file is brought up to date in memory.
Result<RunDatabase> RunDatabase::open_as_it_is(const std::string& path) {
  MAKESPAN_TRY(Sqlite database, Sqlite::open(path, SqliteMode::frozen, {}));
  Result<RunDatabase> opened = prepare(std::move(database));
  if (opened || opened.error().kind != ErrorKind::permission) return opened;
  MAKESPAN_TRY(Sqlite again, Sqlite::open(path, SqliteMode::frozen, {}));
  MAKESPAN_TRY(std::string bytes, again.bytes());
  return from_bytes(bytes, path);
}

Result<RunDatabase> RunDatabase::in_memory() {
  MAKESPAN_TRY(Sqlite database, Sqlite::in_memory());
  MAKESPAN_CHECKED(database.execute(kNewFileSettings));
  return prepare(std::move(database));
}

Result<RunDatabase> RunDatabase::from_bytes(std::string_view bytes, const std::string& name) {
  MAKESPAN_TRY(Sqlite database, Sqlite::from_bytes(bytes, name));
  return prepare(std::move(database));
}

Status RunDatabase::save(const Trace& trace, RunPurpose purpose) {
  if (!is_run_id(trace.run.id))
    return failure(ErrorKind::invalid, fmt::format("`{}` is no id for a run", trace.run.id),
                   path());
  MAKESPAN_TRY(SqliteTransaction transaction, SqliteTransaction::begin(database_));
  // Behind all others, so that every table grows at its end.
  MAKESPAN_TRY(int64_t number, next_run_number(database_));
  MAKESPAN_TRY(std::optional<int64_t> replaced, find_run_number(database_, trace.run.id));
  if (replaced) MAKESPAN_CHECKED(remove_run(database_, *replaced));

  RunOutput output{
      .database = database_, .run = number, .trace = trace, .texts = TextNumbers(trace.strings)};
  MAKESPAN_CHECKED(write_run(output, purpose));
  MAKESPAN_CHECKED(write_machine(output));
  MAKESPAN_CHECKED(write_processes(output));
  MAKESPAN_CHECKED(write_tasks(output));
  // Last: the others have added to them.
  MAKESPAN_CHECKED(write_strings(output));
  return transaction.commit();
}

Result<Trace> RunDatabase::load(const std::string& id) {
  // One state of the file, however many others write to it meanwhile.
  MAKESPAN_TRY(SqliteTransaction transaction, SqliteTransaction::begin_reading(database_));
  MAKESPAN_TRY(std::optional<int64_t> number, find_run_number(database_, id));
  if (!number)
    return failure(ErrorKind::not_found, fmt::format("{} has no run `{}`", path(), id), path());

  RunInput input{.database = database_, .run = *number, .builder = {}, .strings = {}};
  MAKESPAN_CHECKED(read_strings(input));
  MAKESPAN_CHECKED(read_run(input));
  MAKESPAN_CHECKED(read_machine(input));
  MAKESPAN_CHECKED(read_processes(input));
  MAKESPAN_CHECKED(read_tasks(input));
  Result<Trace> trace = std::move(input.builder).finish();
  if (!trace) {
    return failure(ErrorKind::corrupt,
                   fmt::format("{} is damaged: {}", path(), trace.error().message), path());
  }
  return trace;
}

Result<std::vector<RunSummary>> RunDatabase::list() {
  return list_runs(database_);
}

Result<std::optional<RunSummary>> RunDatabase::find(const std::string& id) {
  return find_run_summary(database_, id);
}

Status RunDatabase::keep_trial(const Trial& trial) {
  MAKESPAN_TRY(SqliteTransaction transaction, SqliteTransaction::begin(database_));
  MAKESPAN_CHECKED(write_trial(database_, trial));
  return transaction.commit();
}

Result<std::vector<Trial>> RunDatabase::trials() {
  return read_trials(database_);
}

Status RunDatabase::remove(const std::string& id) {
  MAKESPAN_TRY(SqliteTransaction transaction, SqliteTransaction::begin(database_));
  MAKESPAN_TRY(std::optional<int64_t> number, find_run_number(database_, id));
  if (number) MAKESPAN_CHECKED(remove_run(database_, *number));
  return transaction.commit();
}

}  // namespace makespan
