#pragma once
// What the disk says about the cargos of a recording, read right after it: the unit graph of every
// profile directory that a recorded rustc wrote into, the workspace's Cargo.lock, and how many jobs
// cargo's configuration gives each recorded cargo.
//
// Everything is optional: a directory that is gone only means that less can be told (which units
// were fresh, what was not reached).

#include <string>
#include <vector>

#include "import/cargo/fingerprint.h"
#include "import/cargo/recognise_cargo.h"
#include "model/trace.h"
#include "system/file_system.h"

namespace makespan {

struct RecordedCargo {
  std::vector<UnitGraph> unit_graphs;
  std::string lock_file;  // empty: none
  std::vector<ConfiguredJobs> configured_jobs;
};

// `recorded` is a decoded recording. Its run.project_root is where the lock file is looked for.
RecordedCargo gather_recorded_cargo(FileSystem& files, const Trace& recorded);

}  // namespace makespan
