#pragma once
// DependencyFindings: what a search in a scratch copy found about the dependencies of a workspace,
// and the text in which it is kept, so that `apply`, `try` and `whatif` know it without compiling
// anything (docs/formats/findings.md).

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "advise/dependencies/align_fixes.h"
#include "advise/dependencies/feature_fixes.h"
#include "advise/dependencies/unused_search.h"
#include "base/result.h"
#include "model/workspace.h"

namespace makespan {

struct DependencyFindings {
  UnusedSearch unused;
  std::map<std::string, AlignmentProof> proofs;  // by what is aligned: "dashmap@6.1.0"
  std::vector<FeatureFinding> features;
  bool deep = false;      // features were searched
  bool complete = false;  // there was time for all of it
};

// Finds and reads what belongs to the workspace as it is now. `inputs`: inputs_digest().
struct KeptFindings {
  std::string inputs;
  DependencyFindings findings;
};

std::string findings_text(const Workspace& workspace, const KeptFindings& kept);

// An error where the text is no such thing, is of another version, or names a dependency that is
// not declared.
Result<KeptFindings> read_findings(const Workspace& workspace, std::string_view text);

}  // namespace makespan
