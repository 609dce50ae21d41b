#pragma once
// RunDatabase: a file with the runs of a project, every table of docs/formats/run-database.md.
//
//   Result<RunDatabase> database = RunDatabase::open(".makespan/runs.db", {.access = …});
//   database->save(trace);
//   Result<Trace> trace = database->load("20261124-081502-3f9a");
//
// Whatever is wrong with the file is an Error that names it: `corrupt` (damaged, or no run
// database), `too_new` (of a newer makespan), `permission`, `busy`, `no_space`. A file of an older
// makespan is brought up to date when it is opened; where it cannot be written, it is read as if it
// had been.
//
// Several processes may write at once: each waits for the others (`patience`).

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/trace.h"
#include "model/trial.h"
#include "store/run_summary.h"
#include "store/sqlite.h"

namespace makespan {

struct RunDatabaseOptions {
  // How long to wait for others that are writing. The largest run takes a second to save.
  std::chrono::milliseconds patience = std::chrono::seconds(20);
  std::string vfs;  // see Sqlite::open
  // Pages of 8 KiB that the file may grow to; 0: as many as the disk has.
  int64_t page_limit = 0;
};

class RunDatabase {
 public:
  // The file is made where it is missing, in write-ahead mode (readers and one writer at a time do
  // not disturb each other) where the file system has the shared memory that this needs.
  static Result<RunDatabase> create(const std::string& path,
                                    const RunDatabaseOptions& options = {});
  // The file must be there. Works without write permission and without locks.
  static Result<RunDatabase> open(const std::string& path, const RunDatabaseOptions& options = {});
  // A database in memory: empty, or the content of a file.
  // For files that nobody writes to: no locks, and what lies beside the file is not looked at.
  static Result<RunDatabase> open_as_it_is(const std::string& path);
  static Result<RunDatabase> in_memory();
  static Result<RunDatabase> from_bytes(std::string_view bytes, const std::string& name);

  // In one transaction: a run of the same id is replaced, and after an error all is as before.
  Status save(const Trace& trace, RunPurpose purpose = RunPurpose::build);
  // kind `not_found` where there is no run of that id.
  Result<Trace> load(const std::string& id);
  Result<std::vector<RunSummary>> list();  // newest first
  Result<std::optional<RunSummary>> find(const std::string& id);
  // Fine where there is none. The file keeps its size: the room is used by later runs.
  Status remove(const std::string& id);

  // The ledger: what was predicted beside what was measured. Writing a trial again changes nothing.
  Status keep_trial(const Trial& trial);
  Result<std::vector<Trial>> trials();  // oldest first

  // The whole database as a file's content.
  Result<std::string> bytes() { return database_.bytes(); }
  [[nodiscard]] const std::string& path() const { return database_.name(); }

 private:
  explicit RunDatabase(Sqlite database) : database_(std::move(database)) {}
  static Result<RunDatabase> prepare(Sqlite database);

  Sqlite database_;
};

}  // namespace makespan
