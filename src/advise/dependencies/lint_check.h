#pragma once
// Runs cargo in a workbench with the lint in every local compiler call, and collects what came
// back.

#include <chrono>
#include <string>
#include <vector>

#include "advise/dependencies/lint_wrapper.h"
#include "advise/dependencies/workbench.h"
#include "base/result.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

struct LintCheckOptions {
  bool all_features = false;
  std::chrono::milliseconds limit = std::chrono::minutes(10);
};

struct LintCheck {
  struct Call {
    CheckedCall call;                // paths are the user's
    std::vector<std::string> files;  // what it was compiled from
    std::string error;               // the first error of one that failed, in one line
  };
  std::vector<Call> calls;
  bool complete = true;  // every cargo ended well
  std::string trouble;   // the last line of cargo's own error where it could not begin
};

// `cargo check --all-targets` of the workspace and of each local package outside it. What fails to
// compile does not stop the rest.
Result<LintCheck> run_lint_check(Workbench& bench, FileSystem& files, const Workspace& workspace,
                                 const LintCheckOptions& options);

// The calls of one package.
std::vector<const LintCheck::Call*> calls_of(const LintCheck& check,
                                             const WorkspacePackage& package);

}  // namespace makespan
