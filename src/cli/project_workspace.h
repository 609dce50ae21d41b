#pragma once
// The workspace of the user's project, read without writing anything into it.

#include "base/result.h"
#include "cli/world.h"
#include "gather/workspace.h"
#include "model/workspace.h"

namespace makespan {

// As gather_workspace. Where there is no Cargo.lock (libraries often keep none), which cargo would
// write to be able to answer, a copy of the manifests is asked about instead: the versions are then
// those that a build would choose now.
Result<Workspace> read_project_workspace(const WorkspaceQuestion& question, World& world);

}  // namespace makespan
