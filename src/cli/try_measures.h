#pragma once
// What a try takes from a recorded build and its target directory.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/trace.h"
#include "system/file_system.h"
#include "try/rounds.h"

namespace makespan {

// An error where no CPU time was recorded: without it there is nothing to compare.
Result<BuildCost> cost_of(const Trace& trace);

// What a user takes away: the files that stand in the profile's own directories, beside cargo's.
uint64_t artifact_bytes(FileSystem& files, const std::string& target_directory);

// A program between cargo and rustc that remembers earlier results; empty: none.
std::string compiler_cache(const Trace& trace);

// Whether a cargo built something: then it did so from nothing.
bool calls_cargo(const Trace& trace);

// Names of packages of the workspace; one for each of their tasks.
std::vector<std::string> local_packages(const Trace& trace);

}  // namespace makespan
