#include "store/run_file.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "store/run_database.h"
#include "store/schema.h"

namespace makespan {
namespace {

// SQLite's header: its magic at 0, the big-endian application id at 68.
constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr size_t kApplicationIdAt = 68;

Result<RunSummary> only_run(RunDatabase& database) {
  MAKESPAN_TRY(std::vector<RunSummary> runs, database.list());
  if (runs.size() == 1) return std::move(runs[0]);
  return failure(ErrorKind::invalid,
                 runs.empty() ? fmt::format("{} holds no run", database.path())
                              : fmt::format("{} is a whole run database ({} runs), not the file of "
                                            "one run that `makespan export` writes",
                                            database.path(), runs.size()),
                 database.path());
}

}  // namespace

bool is_run_file(std::string_view first_bytes) {
  if (!first_bytes.starts_with(kMagic) || first_bytes.size() < kApplicationIdAt + 4) return false;
  int64_t id = 0;
  for (char byte : first_bytes.substr(kApplicationIdAt, 4))
    id = id << 8 | static_cast<unsigned char>(byte);
  return id == kRunDatabaseId;
}

Status write_run_file(FileSystem& files, const std::string& path, const Trace& trace,
                      RunPurpose purpose) {
  MAKESPAN_TRY(RunDatabase database, RunDatabase::in_memory());
  MAKESPAN_CHECKED(database.save(trace, purpose));
  MAKESPAN_TRY(std::string bytes, database.bytes());
  return files.write_file(path, bytes);
}

Result<RunSummary> read_run_file_summary(const std::string& path) {
  MAKESPAN_TRY(RunDatabase database, RunDatabase::open_as_it_is(path));
  return only_run(database);
}

Result<RunFileContent> read_run_file(const std::string& path) {
  MAKESPAN_TRY(RunDatabase database, RunDatabase::open_as_it_is(path));
  MAKESPAN_TRY(RunSummary summary, only_run(database));
  MAKESPAN_TRY(Trace trace, database.load(summary.id));
  return RunFileContent{.trace = std::move(trace), .purpose = summary.purpose};
}

}  // namespace makespan
