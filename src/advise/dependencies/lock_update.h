#pragma once
// LockUpdate: whether a plain `cargo update` makes several versions of a package one. cargo itself
// is asked, offline, in a scratch copy:
//
//   cargo update --package itertools@0.14.0 --precise 0.13.0   every requirement allows it
//   cargo update --package sled@0.34.6                         a newer sled asks for another one

#include <string>
#include <vector>

#include "advise/dependencies/alignment.h"
#include "advise/dependencies/workbench.h"
#include "base/result.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

struct LockUpdate {
  std::string version;                // of the package, that stays; empty: no update does it
  std::vector<std::string> commands;  // that do it, as one would type them
  std::vector<std::string> moved;     // packages that come in another version: "itertools"
  std::string lock;                   // Cargo.lock then
  std::string complaint;              // cargo's words where the version aimed at cannot be had
};

// Aimed at is the alignment's version, then the other ones, the highest first, unless a
// rust-version forbids them; then whoever holds one is updated. Where that does it the copy's
// Cargo.lock is left so, else as it was. Nothing to ask without a Cargo.lock.
Result<LockUpdate> ask_for_update(const Workspace& workspace, const Alignment& alignment,
                                  FileSystem& files, Workbench& bench);

// Cargo.lock with what `after` changed of `before`; `text` may have been changed elsewhere. Where
// both changed a package, its lines are merged. As exact as cargo needs, which writes it anew.
std::string merged_lock(std::string_view text, std::string_view before, std::string_view after);

}  // namespace makespan
