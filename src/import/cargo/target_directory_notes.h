#pragma once
// What the reader of a target directory must be told beside the schedule, in words.

#include <string>
#include <string_view>

#include "base/result.h"
#include "import/cargo/target_directory_builds.h"
#include "import/cargo/target_snapshot.h"
#include "model/diagnostics.h"

namespace makespan {

// command-unknown always; unfinished-units, earlier-builds, copied-units, other-profiles where
// there are any.
void add_notes(const TargetSnapshot& snapshot, const UnitGraph& graph, const LastBuild& build,
               std::string_view subcommand, Diagnostics& diagnostics);

// Why no schedule can be told, and what is there all the same.
Error no_schedule(const TargetSnapshot& snapshot, const UnitGraph& graph);

// The profile as cargo's `--profile` calls it: the folder `debug` is the profile `dev`.
std::string profile_of_folder(const std::string& folder);

}  // namespace makespan
