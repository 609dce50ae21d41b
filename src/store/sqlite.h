#pragma once
// SQLite as the store sees it: a database, a statement that writes rows, a statement that reads
// them. The library's own header is included in sqlite.cc and nowhere else.
//
// Every failure is an Error that names the file and carries SQLite's words; its kind says what the
// caller can do: `busy` (somebody holds the lock, or the file system has none), `no_space`,
// `permission` (also: a read-only file), `corrupt` (damaged, or no database at all).
// Not for concurrent use: one thread, one connection.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace makespan {

// A prepared statement. Values go in by bind() in the order of its `?`s; step() then answers
// whether there is a row, whose columns are read in any order. It must not outlive its Sqlite.
class SqliteStatement {
 public:
  SqliteStatement(SqliteStatement&&) noexcept;
  SqliteStatement& operator=(SqliteStatement&&) noexcept;
  ~SqliteStatement();

  SqliteStatement& bind(int64_t value);
  SqliteStatement& bind(double value);
  SqliteStatement& bind(std::string_view text);  // the text must live until run() or reset()
  SqliteStatement& bind_null();
  [[nodiscard]] int bound() const { return bound_; }

  Result<bool> step();  // true: a row; false: at the end
  Status run();         // to the end, rows unread; ready to be bound anew
  void reset();         // ready to be bound anew

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] int64_t integer(int column) const;        // 0 for NULL
  [[nodiscard]] double real(int column) const;            // 0 for NULL
  [[nodiscard]] std::string_view text(int column) const;  // until the next step; empty for NULL

 private:
  friend class Sqlite;
  SqliteStatement(sqlite3* database, sqlite3_stmt* statement, const std::string* name)
      : database_(database), statement_(statement), name_(name) {}

  sqlite3* database_;
  sqlite3_stmt* statement_;
  const std::string* name_;  // of the Sqlite
  int bound_ = 0;
};

enum class SqliteMode {
  frozen,      // read without locks, taking it that nobody writes; what is beside it is not read
  read_write,  // must be there; SQLite falls back to reading where it cannot be written
  create,      // made where it is missing
};

class Sqlite {
 public:
  Sqlite(Sqlite&&) noexcept;
  Sqlite& operator=(Sqlite&&) noexcept;
  ~Sqlite();

  // `patience`: how long a statement waits for another writer before it fails as `busy`.
  // `vfs`: one of SQLite's ways of locking by name ("unix-dotfile"); empty is the normal one.
  static Result<Sqlite> open(const std::string& path, SqliteMode mode,
                             std::chrono::milliseconds patience, const std::string& vfs = {});
  static Result<Sqlite> in_memory();
  // A database file's bytes, read where they are; `name` stands in messages.
  static Result<Sqlite> from_bytes(std::string_view bytes, const std::string& name);

  Status execute(const std::string& statements);
  Result<SqliteStatement> prepare(std::string_view statement);
  // The first column of the first row; nullopt where there is no row.
  Result<std::optional<int64_t>> integer(std::string_view query);
  Result<std::string> text(std::string_view query);
  // What a file of this database would hold.
  Result<std::string> bytes();

  [[nodiscard]] bool read_only() const;  // the file could only be opened for reading
  [[nodiscard]] const std::string& name() const { return *name_; }

 private:
  Sqlite(sqlite3* database, std::unique_ptr<std::string> name)
      : database_(database), name_(std::move(name)) {}
  Status harden();

  sqlite3* database_;
  std::unique_ptr<std::string> name_;  // statements point at it
};

// A transaction that is taken back unless it is committed.
class SqliteTransaction {
 public:
  // Waits for other writers first, so that nothing after it can fail as `busy`.
  static Result<SqliteTransaction> begin(Sqlite& database);
  // For reading: every query in it sees the same state.
  static Result<SqliteTransaction> begin_reading(Sqlite& database);
  SqliteTransaction(SqliteTransaction&& other) noexcept
      : database_(std::exchange(other.database_, nullptr)) {}
  SqliteTransaction& operator=(SqliteTransaction&&) = delete;
  ~SqliteTransaction();
  Status commit();

 private:
  explicit SqliteTransaction(Sqlite& database) : database_(&database) {}
  Sqlite* database_;
};

}  // namespace makespan
