#pragma once
// AlignmentProof: whether a workspace compiles with the versions of a package made one.

#include <string>

#include "advise/dependencies/alignment.h"
#include "advise/dependencies/lock_update.h"
#include "advise/dependencies/workbench.h"
#include "base/result.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

struct AlignmentProof {
  // partly: what was compiled compiles, but not every target was, or not with the version in hand.
  enum class Outcome { not_tried, compiles, partly, breaks } outcome = Outcome::not_tried;
  std::string error;     // of one that breaks, the first; of `partly` what is missing
  std::string compiled;  // "default and all features"
  // Of which `update.version` is the one that stays where a plain `cargo update` does it: then no
  // manifest is edited.
  LockUpdate update;
};

// Asks cargo for an update that aligns them, else edits the manifests; compiles everything so, with
// all features too where `all_features_work` as things are, and puts the copy back as it was. Not
// tried where no update does it and others hold a version, or where a rust-version forbids it.
Result<AlignmentProof> prove_alignment(const Workspace& workspace, const Alignment& alignment,
                                       FileSystem& files, Workbench& bench, bool all_features_work);

}  // namespace makespan
