#include "store/run_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "store/run_file.h"
#include "store/run_reference.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace makespan {
namespace {

// "app-1f3a5c7e9b2d": two projects of the same name do not meet.
std::string state_name(const std::string& project_root) {
  uint64_t hash = XXH3_64bits(project_root.data(), project_root.size());
  std::string_view name = base_name(project_root);
  return fmt::format("{}-{:012x}", name.empty() || name == "/" ? "root" : name, hash >> 16);
}

}  // namespace

RunStore::RunStore(FileSystem& files, const StorePlace& place, RunDatabaseOptions options)
    : files_(files), options_(std::move(options)) {
  places_.push_back({.directory = join_path(place.project_root, ".makespan")});
  if (place.state_directory.empty()) return;
  places_.push_back({.directory = join_path(join_path(place.state_directory, "makespan"),
                                            state_name(place.project_root))});
}

// --- writing ----------------------------------------------------------------------------------

Status RunStore::make_directory(const Place& place) {
  MAKESPAN_CHECKED(files_.create_directories(join_path(place.directory, "recordings")));
  std::string gitignore = join_path(place.directory, ".gitignore");
  if (is_file(gitignore)) return {};
  return files_.write_file(gitignore, "*\n");
}

Result<RunDatabase> RunStore::open_to_write(const Place& place) {
  MAKESPAN_CHECKED(make_directory(place));
  return RunDatabase::create(place.database(), options_);
}

std::string RunStore::moved_notice(const Error& why, const Place& to) const {
  return fmt::format("{}; runs are kept in {} instead", why.message, to.directory);
}

tl::unexpected<Error> RunStore::nowhere(const Error& first) const {
  return failure(
      first.kind,
      fmt::format("{}, and there is no other place for runs: `makespan run --output FILE` "
                  "writes one where you say",
                  first.message),
      first.path);
}

Result<StoreDirectory> RunStore::prepare() {
  std::optional<Error> refused;
  for (const Place& place : places_) {
    StoreDirectory directory{.path = place.directory,
                             .recordings = join_path(place.directory, "recordings"),
                             .notices = {}};
    Result<RunDatabase> database = open_to_write(place);
    if (!database && database.error().kind == ErrorKind::permission) {
      if (!refused) refused = std::move(database).error();
      continue;
    }
    if (!database && !is_file(place.database())) return tl::unexpected(database.error());
    if (refused) directory.notices.push_back(moved_notice(*refused, place));
    // A file that is damaged or too new is told about before the build; the run will stand beside
    // it.
    if (!database) directory.notices.push_back(database.error().message);
    return directory;
  }
  return nowhere(*refused);
}

std::vector<std::string> RunStore::directories() const {
  std::vector<std::string> paths;
  for (const Place& place : places_)
    paths.push_back(place.directory);
  return paths;
}

Result<SavedRun> RunStore::save_in(const Place& place, const Trace& trace, RunPurpose purpose) {
  Result<RunDatabase> database = open_to_write(place);
  Status saved = database ? database->save(trace, purpose) : tl::unexpected(database.error());
  if (saved) return SavedRun{.file = place.database(), .notices = {}};
  ErrorKind kind = saved.error().kind;
  if (kind == ErrorKind::permission || kind == ErrorKind::no_space)
    return tl::unexpected(saved.error());

  std::string file = place.run_file(trace.run.id);
  MAKESPAN_CHECKED(write_run_file(files_, file, trace, purpose));
  return SavedRun{
      .file = file,
      .notices = {fmt::format("{}; this run is saved as {}", saved.error().message, file)}};
}

Result<SavedRun> RunStore::save(const Trace& trace, RunPurpose purpose) {
  std::optional<Error> refused;
  for (const Place& place : places_) {
    Result<SavedRun> saved = save_in(place, trace, purpose);
    if (!saved && saved.error().kind == ErrorKind::permission) {
      if (!refused) refused = std::move(saved).error();
      continue;
    }
    if (saved && refused)
      saved->notices.insert(saved->notices.begin(), moved_notice(*refused, place));
    return saved;
  }
  return nowhere(*refused);
}

Status RunStore::remove(const std::string& id) {
  bool found = false;
  for (const Place& place : places_) {
    if (is_file(place.run_file(id))) {
      MAKESPAN_CHECKED(files_.remove_tree(place.run_file(id)));
      found = true;
    }
    if (!is_file(place.database())) continue;
    MAKESPAN_TRY(RunDatabase database, RunDatabase::open(place.database(), options_));
    MAKESPAN_TRY(std::optional<RunSummary> summary, database.find(id));
    if (!summary) continue;
    MAKESPAN_CHECKED(database.remove(id));
    found = true;
  }
  if (!found) return failure(ErrorKind::not_found, fmt::format("there is no run `{}`", id));
  return {};
}

// --- reading ----------------------------------------------------------------------------------

bool RunStore::is_file(const std::string& path) {
  Result<std::optional<FileStatus>> status = files_.status(path);
  return status && *status && (*status)->kind == FileKind::file;
}

// `not_found` where it is not in this place.
Result<RunFileContent> RunStore::load_from(const Place& place, const std::string& id) {
  if (is_file(place.run_file(id))) return read_run_file(place.run_file(id));
  if (!is_file(place.database()))
    return failure(ErrorKind::not_found, fmt::format("there is no run `{}`", id));
  MAKESPAN_TRY(RunDatabase database, RunDatabase::open(place.database(), options_));
  MAKESPAN_TRY(std::optional<RunSummary> summary, database.find(id));
  if (!summary) return failure(ErrorKind::not_found, fmt::format("there is no run `{}`", id));
  MAKESPAN_TRY(Trace trace, database.load(id));
  return RunFileContent{.trace = std::move(trace), .purpose = summary->purpose};
}

Result<RunFileContent> RunStore::load(const std::string& id) {
  std::optional<Error> trouble;
  for (const Place& place : places_) {
    Result<RunFileContent> loaded = load_from(place, id);
    if (loaded) return loaded;
    if (!trouble || trouble->kind == ErrorKind::not_found) trouble = std::move(loaded).error();
  }
  return tl::unexpected(*trouble);
}

void RunStore::list_place(const Place& place, RunList& list) {
  if (is_file(place.database())) {
    Result<RunDatabase> database = RunDatabase::open(place.database(), options_);
    Result<std::vector<RunSummary>> runs =
        database ? database->list() : tl::unexpected(database.error());
    if (runs) {
      std::move(runs->begin(), runs->end(), std::back_inserter(list.runs));
    } else {
      list.notices.push_back(runs.error().message);
    }
  }
  // Where there is no such directory there are no runs in it.
  Result<std::vector<DirectoryEntry>> entries = files_.list_directory(place.directory);
  if (!entries) return;
  for (const DirectoryEntry& entry : *entries) {
    if (!entry.name.ends_with(".run")) continue;
    Result<RunSummary> run = read_run_file_summary(join_path(place.directory, entry.name));
    if (run) {
      list.runs.push_back(std::move(*run));
    } else {
      list.notices.push_back(run.error().message);
    }
  }
}

RunList RunStore::list() {
  RunList list;
  for (const Place& place : places_)
    list_place(place, list);
  std::stable_sort(list.runs.begin(), list.runs.end(), newer);
  // A run may be in two places: in a run file, and saved again when the database was free.
  auto same = [](const RunSummary& a, const RunSummary& b) { return a.id == b.id; };
  list.runs.erase(std::unique(list.runs.begin(), list.runs.end(), same), list.runs.end());
  return list;
}

Result<RunReference> RunStore::resolve(std::string_view text) {
  std::string path(text);
  // A stored run may not be hidden by a file that happens to have its name; a path is one at sight.
  bool looks_like_path = text.find('/') != std::string_view::npos || text.ends_with(".run");
  RunList list = looks_like_path ? RunList() : this->list();
  Result<std::string> id = find_run(list.runs, text);
  if (id && !looks_like_path)
    return RunReference{.kind = RunReference::Kind::stored, .id = std::move(*id), .path = {}};

  if (looks_like_path || is_file(path)) {
    MAKESPAN_TRY(std::string bytes, files_.read_file(path));
    return RunReference{
        .kind = is_run_file(bytes) ? RunReference::Kind::run_file : RunReference::Kind::other_file,
        .id = {},
        .path = std::move(path)};
  }
  // "No such run" is not the whole truth where a database could not be read.
  if (!list.notices.empty()) id.error().message += "; " + list.notices[0];
  return tl::unexpected(id.error());
}

// --- the ledger -------------------------------------------------------------------------------

Status RunStore::keep_trial(const Trial& trial) {
  std::optional<Error> refused;
  for (const Place& place : places_) {
    Result<RunDatabase> database = open_to_write(place);
    Status kept = database ? database->keep_trial(trial) : tl::unexpected(database.error());
    if (kept || kept.error().kind != ErrorKind::permission) return kept;
    if (!refused) refused = std::move(kept).error();
  }
  return nowhere(*refused);
}

RunStore::Ledger RunStore::ledger() {
  Ledger ledger;
  for (const Place& place : places_) {
    if (!is_file(place.database())) continue;
    Result<RunDatabase> database = RunDatabase::open(place.database(), options_);
    Result<std::vector<Trial>> trials =
        database ? database->trials() : tl::unexpected(database.error());
    if (trials) {
      std::move(trials->begin(), trials->end(), std::back_inserter(ledger.trials));
    } else {
      ledger.notices.push_back(trials.error().message);
    }
  }
  std::stable_sort(ledger.trials.begin(), ledger.trials.end(),
                   [](const Trial& a, const Trial& b) { return a.at < b.at; });
  return ledger;
}

// --- moving -----------------------------------------------------------------------------------

Result<RunStore::Imported> RunStore::import_run(const std::string& file) {
  if (!is_file(file))
    return failure(ErrorKind::not_found, fmt::format("there is no file {}", file), file);
  MAKESPAN_TRY(RunFileContent run, read_run_file(file));
  MAKESPAN_TRY(SavedRun saved, save(run.trace, run.purpose));
  return Imported{.id = run.trace.run.id, .saved = std::move(saved)};
}

}  // namespace makespan
