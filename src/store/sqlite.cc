#include "store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstring>
#include <utility>

#include "base/check.h"

namespace makespan {
namespace {

ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
      return ErrorKind::busy;
    case SQLITE_FULL:
      return ErrorKind::no_space;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return ErrorKind::permission;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR:  // no such table or column: not our file, or damaged
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return ErrorKind::corrupt;
    default:
      return ErrorKind::system;
  }
}

// What SQLite calls an I/O error may be a full disk (a write that came out short) or a lock that
// the file system does not know: waiting does not help there.
ErrorKind kind_of_extended(int code) {
  switch (code) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_SHMSIZE:
      return ErrorKind::no_space;
    case SQLITE_IOERR_LOCK:
    case SQLITE_IOERR_UNLOCK:
    case SQLITE_IOERR_RDLOCK:
    case SQLITE_IOERR_CHECKRESERVEDLOCK:
    case SQLITE_IOERR_SHMLOCK:
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_SHMMAP:
      return ErrorKind::unsupported;
    case SQLITE_IOERR_ACCESS:
      return ErrorKind::permission;
    case SQLITE_IOERR_SHORT_READ:
    case SQLITE_IOERR_CORRUPTFS:
      return ErrorKind::corrupt;
    default:
      return kind_of(code);
  }
}

tl::unexpected<Error> sqlite_failure(sqlite3* database, int code, const std::string& name) {
  const char* words = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  ErrorKind kind =
      kind_of_extended(database != nullptr ? sqlite3_extended_errcode(database) : code);
  if (kind == ErrorKind::corrupt)
    return failure(kind, fmt::format("{} is damaged or not a run database: {}", name, words), name);
  if (kind == ErrorKind::no_space)
    return failure(kind, fmt::format("cannot write {}: the disk is full ({})", name, words), name);
  if (kind == ErrorKind::unsupported)
    return failure(
        kind, fmt::format("cannot use {}: its file system has no locks ({})", name, words), name);
  return failure(kind, fmt::format("cannot use {}: {}", name, words), name);
}

// An absolute path has to follow an (empty) host name; three characters mean something in a URI.
std::string frozen_uri(const std::string& path) {
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

// --- statements -------------------------------------------------------------------------------

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      name_(other.name_),
      bound_(other.bound_) {}

SqliteStatement& SqliteStatement::operator=(SqliteStatement&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(statement_, other.statement_);
  std::swap(name_, other.name_);
  std::swap(bound_, other.bound_);
  return *this;
}

SqliteStatement::~SqliteStatement() {
  sqlite3_finalize(statement_);
}

SqliteStatement& SqliteStatement::bind(int64_t value) {
  sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

SqliteStatement& SqliteStatement::bind(double value) {
  sqlite3_bind_double(statement_, ++bound_, value);
  return *this;
}

SqliteStatement& SqliteStatement::bind(std::string_view text) {
  // A null pointer would bind NULL instead of the empty text.
  const char* start = text.data() == nullptr ? "" : text.data();
  sqlite3_bind_text64(statement_, ++bound_, start, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

SqliteStatement& SqliteStatement::bind_null() {
  sqlite3_bind_null(statement_, ++bound_);
  return *this;
}

Result<bool> SqliteStatement::step() {
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return sqlite_failure(database_, code, *name_);
}

Status SqliteStatement::run() {
  int code = sqlite3_step(statement_);
  while (code == SQLITE_ROW)
    code = sqlite3_step(statement_);
  if (code != SQLITE_DONE) {
    tl::unexpected<Error> error = sqlite_failure(database_, code, *name_);
    reset();
    return error;
  }
  reset();
  return {};
}

void SqliteStatement::reset() {
  sqlite3_reset(statement_);
  bound_ = 0;
}

bool SqliteStatement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

int64_t SqliteStatement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double SqliteStatement::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string_view SqliteStatement::text(int column) const {
  const unsigned char* start = sqlite3_column_text(statement_, column);
  if (start == nullptr) return {};
  return {reinterpret_cast<const char*>(start),
          static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

// --- databases --------------------------------------------------------------------------------

Sqlite::Sqlite(Sqlite&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), name_(std::move(other.name_)) {}

Sqlite& Sqlite::operator=(Sqlite&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(name_, other.name_);
  return *this;
}

Sqlite::~Sqlite() {
  sqlite3_close(database_);
}

Result<Sqlite> Sqlite::open(const std::string& path, SqliteMode mode,
                            std::chrono::milliseconds patience, const std::string& vfs) {
  int flags = SQLITE_OPEN_NOMUTEX;
  switch (mode) {
    case SqliteMode::frozen:
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
      break;
    case SqliteMode::read_write:
      flags |= SQLITE_OPEN_READWRITE;
      break;
    case SqliteMode::create:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
  }
  sqlite3* raw = nullptr;
  std::string file = mode == SqliteMode::frozen ? frozen_uri(path) : path;
  int code = sqlite3_open_v2(file.c_str(), &raw, flags, vfs.empty() ? nullptr : vfs.c_str());
  Sqlite database(raw, std::make_unique<std::string>(path));
  if (code != SQLITE_OK) return sqlite_failure(raw, code, path);
  sqlite3_busy_timeout(raw, static_cast<int>(patience.count()));
  MAKESPAN_CHECKED(database.harden());
  return database;
}

Result<Sqlite> Sqlite::in_memory() {
  return open(":memory:", SqliteMode::create, std::chrono::milliseconds(0));
}

Result<Sqlite> Sqlite::from_bytes(std::string_view bytes, const std::string& name) {
  sqlite3* raw = nullptr;
  int code =
      sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, nullptr);
  Sqlite database(raw, std::make_unique<std::string>(name));
  if (code != SQLITE_OK) return sqlite_failure(raw, code, name);

  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size() + 1));
  if (copy == nullptr) return failure(ErrorKind::system, "out of memory reading " + name, name);
  if (!bytes.empty()) std::memcpy(copy, bytes.data(), bytes.size());
  // Bytes 18 and 19 say "write-ahead log" with 2; a database in memory has none.
  if (bytes.size() > 19) copy[18] = copy[19] = 1;
  code = sqlite3_deserialize(raw, "main", copy, static_cast<sqlite3_int64>(bytes.size()),
                             static_cast<sqlite3_int64>(bytes.size()),
                             SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (code != SQLITE_OK) return sqlite_failure(raw, code, name);
  MAKESPAN_CHECKED(database.harden());
  return database;
}

// Files may come from elsewhere: nothing in their schema may run functions of ours or write to
// SQLite's own tables, and damaged pages are to be noticed where they are read.
Status Sqlite::harden() {
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_extended_result_codes(database_, 1);
  return execute("PRAGMA cell_size_check = ON");
}

Status Sqlite::execute(const std::string& statements) {
  int code = sqlite3_exec(database_, statements.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(database_, code, *name_);
  return {};
}

Result<SqliteStatement> Sqlite::prepare(std::string_view statement) {
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v3(database_, statement.data(), static_cast<int>(statement.size()), 0,
                                &prepared, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(database_, code, *name_);
  CHECK(prepared != nullptr);
  return SqliteStatement(database_, prepared, name_.get());
}

Result<std::optional<int64_t>> Sqlite::integer(std::string_view query) {
  MAKESPAN_TRY(SqliteStatement statement, prepare(query));
  MAKESPAN_TRY(bool row, statement.step());
  if (!row || statement.is_null(0)) return std::nullopt;
  return statement.integer(0);
}

Result<std::string> Sqlite::text(std::string_view query) {
  MAKESPAN_TRY(SqliteStatement statement, prepare(query));
  MAKESPAN_TRY(bool row, statement.step());
  return row ? std::string(statement.text(0)) : std::string();
}

Result<std::string> Sqlite::bytes() {
  sqlite3_int64 size = 0;
  unsigned char* image = sqlite3_serialize(database_, "main", &size, 0);
  if (image == nullptr)
    return failure(ErrorKind::system, "out of memory writing " + *name_, *name_);
  std::string bytes(reinterpret_cast<const char*>(image), static_cast<size_t>(size));
  sqlite3_free(image);
  return bytes;
}

bool Sqlite::read_only() const {
  return sqlite3_db_readonly(database_, "main") == 1;
}

// --- transactions -----------------------------------------------------------------------------

Result<SqliteTransaction> SqliteTransaction::begin(Sqlite& database) {
  MAKESPAN_CHECKED(database.execute("BEGIN IMMEDIATE"));
  return SqliteTransaction(database);
}

Result<SqliteTransaction> SqliteTransaction::begin_reading(Sqlite& database) {
  MAKESPAN_CHECKED(database.execute("BEGIN"));
  return SqliteTransaction(database);
}

SqliteTransaction::~SqliteTransaction() {
  // Fails where SQLite has taken it back itself (a full disk): as good.
  if (database_ != nullptr) static_cast<void>(database_->execute("ROLLBACK"));
}

Status SqliteTransaction::commit() {
  MAKESPAN_CHECKED(database_->execute("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace makespan
