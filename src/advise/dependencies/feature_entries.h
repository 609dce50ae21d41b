#pragma once
// The entries of a workspace's manifests that list features of a dependency.

#include <string>
#include <vector>

#include "advise/candidate.h"
#include "model/trace.h"
#include "model/workspace.h"

namespace makespan {

// In a member's manifest, or in the workspace's where members inherit it.
struct FeatureEntry {
  size_t package = 0;     // in Workspace::packages
  size_t dependency = 0;  // in WorkspacePackage::dependencies
  bool inherited = false;
  std::vector<std::string> features;  // as the entry lists them
  Duration cost;                      // CPU of the dependency's units
};

// Those whose dependency the build compiled, the dearest first; an inherited one once. Left out:
// optional dependencies and those at a path.
std::vector<FeatureEntry> list_feature_entries(const Trace& trace, const Workspace& workspace);

// An entry's list made another. Errors of the edit: as set_features.
FileEdit feature_edit(const Workspace& workspace, const FeatureEntry& entry,
                      std::vector<std::string> features);

}  // namespace makespan
