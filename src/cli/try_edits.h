#pragma once
// The edits of `try --incremental`: which members, which functions.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/try_workspace.h"
#include "system/file_system.h"
#include "try/source_edit.h"
#include "try/try_answer.h"

namespace makespan {

struct PlannedEdit {
  SourceEdit kind = SourceEdit::leaf_body;
  std::string file;          // in the original
  PrivateFunction function;  // whose body is edited; not of a signature
};

// The member that most others need, directly or not, and one that none needs; of those that
// `built` names. The same where there is one only.
struct EditedMembers {
  const LocalPackage* leaf = nullptr;
  const LocalPackage* core = nullptr;
};
EditedMembers choose_members(const TryWorkspace& workspace, const std::vector<std::string>& built);

// Of each kind the places that may do, the likeliest to compile first; a kind without one is not
// there, and a note says why.
struct EditPlan {
  std::vector<std::vector<PlannedEdit>> kinds;
  std::vector<std::string> notes;
};

using SourceReader = std::function<std::optional<std::string>(const std::string& path)>;

// At most `limit` places of a kind: bodies in the crate's root and in the modules that it declares,
// the nearest first.
EditPlan plan_edits(const EditedMembers& members, const SourceReader& read, size_t limit);

// The source after the edit; none where it lacks the function, as a variant's may.
std::optional<std::string> edited(const PlannedEdit& edit, const std::string& source);

}  // namespace makespan
