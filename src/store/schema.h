#pragma once
// The run database's tables (docs/formats/run-database.md), its version, and how a file of another
// version is met.

#include <cstdint>
#include <span>

#include "store/sqlite.h"

namespace makespan {

// "MkSp": the file is ours whatever its name (PRAGMA application_id).
inline constexpr int64_t kRunDatabaseId = 0x4d6b5370;
// PRAGMA user_version. A change of the tables raises it and adds a migration from the version
// before.
inline constexpr int64_t kSchemaVersion = 5;

// One step from version `from` to the next, as SQL. Each stands in a file of its own,
// migration_from_N.cc, and stays as it was written.
struct Migration {
  int64_t from;
  const char* statements;
};

struct Schema {
  int64_t version = kSchemaVersion;
  std::span<const Migration> migrations;  // one for every version below, ascending
};

// What this makespan reads and writes.
const Schema& current_schema();

// Every table that has a run's number in its column `run`.
std::span<const char* const> tables_of_a_run();

// Makes the tables in a database that has none, brings an older one up to date in one transaction,
// and leaves one of this version alone. An error where it is no database of ours (`corrupt`), is
// from a newer makespan (`too_new`), or has to be changed and may only be read (`permission`).
Status prepare_schema(Sqlite& database, const Schema& schema = current_schema());

}  // namespace makespan
