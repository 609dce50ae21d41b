#pragma once
// Which features nothing needs. For a workspace with time: every trial compiles.
//
//   tokio = { version = "1", features = ["full"] }      compiles with rt and macros alone
//
// "full" and its like are taken apart first. Each trial is of the package that declares it, alone,
// all targets (of the workspace where members inherit the entry); what is found is then compiled
// with the whole workspace, and with each member alone that builds the package. Nothing is said
// where other packages ask for the same features anyway: the build would be the same.

#include <functional>
#include <string_view>
#include <vector>

#include "advise/dependencies/workbench.h"
#include "base/result.h"
#include "model/trace.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

struct FeatureQuestion {
  std::function<bool()> stop = [] { return false; };
  std::function<void(std::string_view)> progress = [](std::string_view) {};
  size_t most_dependencies = 6;  // those whose units took the most CPU
  size_t trials = 24;            // of each
};

// One entry that asks for more than it needs.
struct FeatureFinding {
  size_t package = 0;      // in Workspace::packages
  size_t dependency = 0;   // in WorkspacePackage::dependencies
  bool inherited = false;  // the list stands in the workspace's manifest
  std::vector<std::string> listed;
  std::vector<std::string> needed;
  std::vector<std::string> changes;   // of the graph: "tokio 1.40.0 loses net"
  std::vector<std::string> vanished;  // packages that nothing builds any more: "mio 1.0.0"
  // Those that are built with fewer features ("tokio 1.40.0"), or for the host or for tests alone.
  std::vector<std::string> shrunk;
  // Members that build the package: those that compile with it alone, and those that do not compile
  // alone as they are, of which therefore nothing is known.
  std::vector<std::string> alone;
  std::vector<std::string> broken_alone;
};

// `trace` says which are worth a search. What was found until `question.stop` came is the answer.
Result<std::vector<FeatureFinding>> search_features(const Trace& trace, const Workspace& workspace,
                                                    FileSystem& files, Workbench& bench,
                                                    const FeatureQuestion& question);

}  // namespace makespan
