#pragma once
// The last build's profile from what it left on disk: no recording, no rebuild, no call of cargo
// (docs/formats/target-directory.md).
//
// A task is a unit that the last build compiled (target_directory_builds.h says how it is told from
// earlier builds). Its start is the time of `invoked.timestamp`, its end that of the hash file, its
// metadata moment that of the `.rmeta`: to a tick of the kernel's clock, 4 to 10 ms. (Where an
// incremental rustc reused the old `.rmeta`, the metadata moment is the first start of a dependent
// that waited for it, an upper bound, and the task has no sections.) Dependencies
// are the fingerprint's own, `metadata` where cargo would pipeline; what a linked unit waits for
// beyond its direct dependencies (every library beneath them, whole) is not spelled out as edges.
//
// Not known, and left empty: the command, CPU, waits, codegen units, the split between codegen and
// link, profile flags, cargo's version, the machine. Known in part: how many units were fresh
// (those that the built ones depend on), what failed or was not reached.
//
// run.id is made of the build's own times, so that importing the same state twice gives one run.

#include "base/result.h"
#include "import/cargo/target_snapshot.h"
#include "model/trace.h"

namespace makespan {

// An error of kind `unsupported` where the directory was copied or restored, so that its times are
// not those of a build: it says what there is, and what to run. Diagnostics of the trace: what else
// the directory holds (unfinished-units, earlier-builds, other-profiles, copied-units), what is
// unknown (command-unknown), files that are damaged (bad-fingerprint).
Result<Trace> import_target_directory(const TargetSnapshot& snapshot);

}  // namespace makespan
