#pragma once
// RunStore: where a project's runs are kept, whatever the project's disk allows.
//
//   PROJECT/.makespan/        .gitignore   "*": nobody commits it by accident
//                             runs.db      the run database (run_database.h)
//                             ID.run       a run that the database could not take (run_file.h)
//                             recordings/  recording logs, while and until they are runs
//
// A project that cannot be written (a read-only mount) has the same directory outside it, as
// STATE/makespan/NAME-HASH. Runs are read from both places; a run is written to the first that
// takes it, and what was done instead is said in a notice: a sentence to print behind "makespan: ".
//
// It holds nothing open: any number of processes may use the same store at once.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/trace.h"
#include "store/run_database.h"
#include "store/run_file.h"
#include "store/run_summary.h"
#include "system/file_system.h"

namespace makespan {

struct StorePlace {
  std::string project_root;     // absolute: workspace root, git root or working directory
  std::string state_directory;  // $XDG_STATE_HOME or ~/.local/state; empty: none to fall back to
};

// A directory that can be written.
struct StoreDirectory {
  std::string path;
  std::string recordings;
  std::vector<std::string> notices;
};

struct SavedRun {
  std::string file;  // the database or run file that it is in
  std::vector<std::string> notices;
};

struct RunList {
  std::vector<RunSummary> runs;      // newest first
  std::vector<std::string> notices;  // databases and files that could not be read
};

// What a RUN on the command line is.
struct RunReference {
  enum class Kind {
    stored,      // `id` is in the store
    run_file,    // `path` is a run file: read_run_file()
    other_file,  // `path` is a file of another kind: a recording log, or nothing of ours
  };
  Kind kind = Kind::stored;
  std::string id;
  std::string path;
};

class RunStore {
 public:
  // Touches nothing yet. `files` must outlive the store.
  RunStore(FileSystem& files, const StorePlace& place, RunDatabaseOptions options = {});

  // Makes the directory that save() will write to, before a build starts: so that what is wrong is
  // said at once. An error only where no place can be written.
  Result<StoreDirectory> prepare();

  // Saving a run again replaces it. Where the database cannot take it (locked for long, no locks at
  // all, damaged, of a newer makespan) the run becomes a run file beside it, with a notice. Fails
  // as `no_space` where the disk is full; what was stored before is as it was.
  Result<SavedRun> save(const Trace& trace, RunPurpose purpose = RunPurpose::build);

  // Where it may lie, in the order of preference; nothing is made.
  [[nodiscard]] std::vector<std::string> directories() const;

  Result<RunFileContent> load(const std::string& id);
  RunList list();
  // From every place. `not_found` where it was in none.
  Status remove(const std::string& id);

  // The ledger, in the first place that takes it.
  Status keep_trial(const Trial& trial);
  struct Ledger {
    std::vector<Trial> trials;         // oldest first, from every place
    std::vector<std::string> notices;  // databases that could not be read
  };
  Ledger ledger();

  // An id, a unique prefix of one, `last`, `last~2`, or the path of a file. The error says what was
  // close.
  Result<RunReference> resolve(std::string_view text);

  // From a run file (write_run_file), under its old id.
  struct Imported {
    std::string id;
    SavedRun saved;
  };
  Result<Imported> import_run(const std::string& file);

 private:
  struct Place {
    std::string directory;
    [[nodiscard]] std::string database() const { return join_path(directory, "runs.db"); }
    [[nodiscard]] std::string run_file(const std::string& id) const {
      return join_path(directory, id + ".run");
    }
  };
  Result<RunDatabase> open_to_write(const Place& place);
  Result<SavedRun> save_in(const Place& place, const Trace& trace, RunPurpose purpose);
  Result<RunFileContent> load_from(const Place& place, const std::string& id);
  Status make_directory(const Place& place);
  void list_place(const Place& place, RunList& list);
  bool is_file(const std::string& path);
  tl::unexpected<Error> nowhere(const Error& first) const;
  std::string moved_notice(const Error& why, const Place& to) const;

  FileSystem& files_;
  RunDatabaseOptions options_;
  std::vector<Place> places_;  // in the order of preference
};

}  // namespace makespan
