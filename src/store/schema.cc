#include "store/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "store/schema_sql.h"

namespace makespan {
namespace {

constexpr const char* kTablesOfARun[] = {
    "artifacts",   "dependencies", "diagnostics",  "experiments", "findings", "images",
    "invocations", "lock_waits",   "output_files", "processes",   "samples",  "sections",
    "strings",     "tasks",        "threads",      "tools",
};

Status set_version(Sqlite& database, int64_t version) {
  return database.execute(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kRunDatabaseId, version));
}

struct Found {
  int64_t id = 0;
  int64_t version = 0;
  bool empty = false;  // no table at all
};

// In a transaction: between its queries another process may make the file.
Result<Found> look(Sqlite& database) {
  MAKESPAN_TRY(std::optional<int64_t> id, database.integer("PRAGMA application_id"));
  MAKESPAN_TRY(std::optional<int64_t> version, database.integer("PRAGMA user_version"));
  MAKESPAN_TRY(std::optional<int64_t> tables,
               database.integer("SELECT count(*) FROM sqlite_schema"));
  return Found{.id = id.value_or(0), .version = version.value_or(0), .empty = tables == 0};
}

bool is_current(const Found& found, const Schema& schema) {
  return found.id == kRunDatabaseId && found.version == schema.version;
}

Status check_is_ours(const Found& found, const Schema& schema, const std::string& name) {
  if (found.id != kRunDatabaseId && !(found.empty && found.id == 0))
    return failure(ErrorKind::corrupt, name + " is a database, but not one of makespan's", name);
  if (found.version > schema.version) {
    return failure(ErrorKind::too_new,
                   fmt::format("{} was written by a newer makespan (schema {}, this one knows {}): "
                               "update makespan, or move the file away",
                               name, found.version, schema.version),
                   name);
  }
  return {};
}

Status upgrade(Sqlite& database, const Found& found, const Schema& schema) {
  int64_t version = found.version;
  for (const Migration& migration : schema.migrations) {
    if (migration.from != version) continue;
    MAKESPAN_CHECKED(database.execute(migration.statements));
    ++version;
  }
  if (version != schema.version) {
    return failure(ErrorKind::corrupt,
                   fmt::format("{} has the schema {}, which no makespan wrote", database.name(),
                               found.version),
                   database.name());
  }
  return set_version(database, version);
}

// A damaged file, or one made by hand, may have the marks and not the tables.
Status check_tables(Sqlite& database) {
  MAKESPAN_TRY(SqliteStatement statement,
               database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"));
  std::vector<std::string> tables;
  while (true) {
    MAKESPAN_TRY(bool row, statement.step());
    if (!row) break;
    tables.emplace_back(statement.text(0));
  }
  std::vector<const char*> wanted(std::begin(kTablesOfARun), std::end(kTablesOfARun));
  wanted.push_back("trials");
  for (const char* name : wanted) {
    if (std::find(tables.begin(), tables.end(), name) != tables.end()) continue;
    return failure(ErrorKind::corrupt,
                   fmt::format("{} is damaged: its table `{}` is missing", database.name(), name),
                   database.name());
  }
  return {};
}

// What the file is as it stands, checked; its tables too where it is up to date.
Result<Found> look_and_check(Sqlite& database, const Schema& schema) {
  MAKESPAN_TRY(SqliteTransaction reading, SqliteTransaction::begin_reading(database));
  MAKESPAN_TRY(Found found, look(database));
  MAKESPAN_CHECKED(check_is_ours(found, schema, database.name()));
  if (is_current(found, schema)) MAKESPAN_CHECKED(check_tables(database));
  return found;
}

}  // namespace

const Schema& current_schema() {
  static const std::array<Migration, 4> migrations = {{{.from = 1, .statements = kMigrationFrom1},
                                                       {.from = 2, .statements = kMigrationFrom2},
                                                       {.from = 3, .statements = kMigrationFrom3},
                                                       {.from = 4, .statements = kMigrationFrom4}}};
  static const Schema schema = {.version = kSchemaVersion, .migrations = migrations};
  return schema;
}

std::span<const char* const> tables_of_a_run() {
  return kTablesOfARun;
}

Status prepare_schema(Sqlite& database, const Schema& schema) {
  MAKESPAN_TRY(Found found, look_and_check(database, schema));
  if (is_current(found, schema)) return {};
  if (database.read_only()) {
    return failure(ErrorKind::permission,
                   fmt::format("{} is of an older makespan and cannot be written", database.name()),
                   database.name());
  }

  MAKESPAN_TRY(SqliteTransaction transaction, SqliteTransaction::begin(database));
  MAKESPAN_TRY(found, look(database));  // another process may have been first
  MAKESPAN_CHECKED(check_is_ours(found, schema, database.name()));
  if (is_current(found, schema)) return {};
  if (found.empty) {
    MAKESPAN_CHECKED(database.execute(kTables));
    MAKESPAN_CHECKED(database.execute(kViews));
    MAKESPAN_CHECKED(upgrade(database, {.id = kRunDatabaseId, .version = 1}, schema));
  } else {
    MAKESPAN_CHECKED(upgrade(database, found, schema));
  }
  return transaction.commit();
}

}  // namespace makespan
