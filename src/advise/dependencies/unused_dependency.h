#pragma once
// Which dependencies a package declares and never uses, as far as the lint and the texts can tell.
//
//   declared in           seen by
//   [dependencies]        library, binaries; and all that is for development
//   [dev-dependencies]    unit tests, tests, benches, examples, doc tests
//   [build-dependencies]  the build script
//
// What nobody uses may go; what only targets for development use may move to [dev-dependencies].
// The lint has to have seen every target that sees the dependency, else there is a doubt; so there
// is where a text names the crate although the lint calls it unused.

#include <string>
#include <vector>

#include "advise/dependencies/lint_wrapper.h"
#include "advise/dependencies/package_text.h"
#include "model/workspace.h"

namespace makespan {

// Why it is only possible, and what would settle it; each a sentence without its period.
struct Doubt {
  std::string reason;
  std::string settles;
};

enum class UnusedAction { remove, to_development };

struct UnusedDependency {
  size_t package = 0;     // in Workspace::packages
  size_t dependency = 0;  // in WorkspacePackage::dependencies
  std::string crate;      // as the code would call it: "md5" of the package md-5
  UnusedAction action = UnusedAction::remove;
  std::vector<std::string> used_by;  // targets for development: "test it", "bench speed"
  std::vector<std::string> checked;  // targets that were compiled and do not use it
  std::vector<std::string> changes;  // of the graph that stays: "tokio 1.40.0 loses net"
  std::vector<Doubt> doubts;         // empty: certain, together with all others that are
  std::vector<Doubt> apart;          // why it must not go alone
};

struct PackageEvidence {
  std::vector<CheckedCall> calls;               // of this package, paths those of the user's tree
  std::vector<std::vector<std::string>> files;  // of each call: what it was compiled from
  PackageText text;
};

// The name that `--extern` gives it.
std::string crate_name_of(const Workspace& workspace, const WorkspacePackage& package,
                          const DeclaredDependency& dependency);

// In the manifest's order. `evidence` of the package `package`. Doubts that need the manifest or
// the graph are added by manifest_doubts.h and graph_doubts.h.
std::vector<UnusedDependency> find_unused(const Workspace& workspace, size_t package,
                                          const PackageEvidence& evidence);

}  // namespace makespan
