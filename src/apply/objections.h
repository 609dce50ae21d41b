#pragma once
// What speaks against writing a patch into the user's project, looked at before the first byte
// changes.

#include <string>
#include <vector>

#include "apply/doors.h"
#include "apply/journal.h"
#include "base/duration.h"
#include "manifest/patch.h"
#include "system/command_runner.h"

namespace makespan {

// Where a patch may write, and what it rests on.
struct ApplyBounds {
  std::string root;                      // the workspace's; messages name files from here
  std::vector<std::string> directories;  // the root and those of path dependencies
  std::vector<std::string> files;        // single ones elsewhere: the user's cargo configuration
  // The run that the fixes were found in: files that changed after it are objected to. Cargo may
  // write Cargo.lock while it runs.
  std::string run;
  UnixTime run_started;
  UnixTime run_ended;
  // The commit that the run was made at; empty where there was none or it was changed. A file that
  // is as it was there has not changed, whatever its time says.
  std::string run_revision;
};

struct Objection {
  std::string path;
  std::string sentence;   // "core/Cargo.toml has uncommitted changes"
  bool forcible = false;  // --force passes over it
};

// In the order of the patch, at most one a file. Bytes that the journal knows as apply's or undo's
// own are neither uncommitted changes nor newer than the run.
Result<std::vector<Objection>> find_objections(const Patch& patch, const ApplyBounds& bounds,
                                               const std::vector<JournalRecord>& records,
                                               ApplyDoors doors, CommandRunner& commands);

// The error that names them all, and the way out; fine where none is left. `force` leaves out the
// forcible ones.
Status refuse_if_any(const std::vector<Objection>& objections, bool force);

// `path` as messages show it: from the root where it lies there.
std::string shown_path(const std::string& path, const std::string& root);

}  // namespace makespan
