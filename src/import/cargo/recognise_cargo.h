#pragma once
// From recorded processes to a build: invocations, tasks, sections, dependencies. Needs no flag of
// cargo's, no wrapper and no nightly compiler: the command lines of rustc say what each unit is and
// what it waits for (cargo's own rules: docs/formats/cargo-recording.md).
//
// Pure: what is on disk comes in as values. Runs without a cargo get a task of kind `process` for
// each command that did something.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "import/cargo/fingerprint.h"
#include "model/trace.h"

namespace makespan {

// `build.jobs` of the configuration files that a cargo in this directory reads.
struct ConfiguredJobs {
  std::string directory;
  int64_t jobs = 0;  // negative counts back from the cores; 0: the cores
};

// What the target directories and the workspace say beyond the recording. Everything may be
// missing; then what it would have told is not known (Invocation::fresh) or not listed.
struct CargoContext {
  // Of each profile directory that the run built into, read after the run. A unit is found by its
  // hash, so one graph too many does no harm. Tells which units were fresh: those that the built
  // ones depend on and that were not built themselves.
  std::span<const UnitGraph> unit_graphs;
  // Cargo.lock of the workspace: which packages depend on one that failed.
  std::string_view lock_file;
  // By the working directories of cargos; none of a directory where nothing is configured.
  std::span<const ConfiguredJobs> configured_jobs;
};

// The recorded trace with invocations, tasks, sections and dependencies. Diagnostics:
// "cache-daemon-cpu" (units compiled in a cache's daemon), "arguments-in-file" (units whose
// dependencies are unknown). An error only where the recorded trace is not one (TraceBuilder).
Result<Trace> recognise_cargo(Trace recorded, const CargoContext& context);

}  // namespace makespan
