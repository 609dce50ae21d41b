#pragma once
// The search for unused dependencies in a workbench: the lint in every target, the texts, the
// manifests, the graph before and after, and then the proof: everything compiles without them.

#include <chrono>
#include <string>
#include <vector>

#include "advise/dependencies/lint_check.h"
#include "advise/dependencies/unused_dependency.h"
#include "advise/dependencies/workbench.h"
#include "base/result.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

struct UnusedSearchOptions {
  std::chrono::milliseconds limit = std::chrono::minutes(20);  // of all of it
  bool all_features = true;  // compile with them, too, where that works as things are
};

struct UnusedSearch {
  std::vector<UnusedDependency> found;  // by package, then in the manifest's order
  // Per entry of `found`: what was compiled without it ("all targets, default features").
  std::vector<std::string> proven;
  std::vector<std::string> notes;  // what could not be looked at, and why
  // What others lose was asked for all platforms; false: for this one.
  bool all_platforms = true;
  bool all_features_work = false;  // everything compiles with them as things are; false: not tried
};

Result<UnusedSearch> search_unused(const Workspace& workspace, FileSystem& files, Workbench& bench,
                                   const UnusedSearchOptions& options = {});

// What the texts, the manifests and a lint that may have seen only some targets say. Nothing is
// compiled, so nothing is certain unless the lint saw it all.
UnusedSearch look_for_unused(const Workspace& workspace, FileSystem& files, const LintCheck& check);

// The manifest without it, or with it in [dev-dependencies].
Result<std::string> edit_manifest(std::string_view manifest, const WorkspacePackage& package,
                                  const UnusedDependency& unused);

}  // namespace makespan
