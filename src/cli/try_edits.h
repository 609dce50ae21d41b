#pragma once
// The edits of `try --incremental`: which members, which functions.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/try_workspace.h"
#include "system/file_system.h"
#include "try/try_answer.h"

namespace makespan {

struct PlannedEdit {
  SourceEdit kind = SourceEdit::leaf_body;
  std::string file;  // in the original
  size_t place = 0;  // of private_bodies(); not of a signature
};

// The member that most others need, directly or not, and one that none needs; of those that
// `built` names. The same where there is one only.
struct EditedMembers {
  const LocalPackage* leaf = nullptr;
  const LocalPackage* core = nullptr;
};
EditedMembers choose_members(const TryWorkspace& workspace, const std::vector<std::string>& built);

// Places for each kind of edit, the likeliest to compile first, at most `limit` of a kind. The
// sources are read through `read`; a member without a fitting function has none.
std::vector<std::vector<PlannedEdit>> plan_edits(
    const EditedMembers& members,
    const std::function<std::optional<std::string>(const std::string&)>& read, size_t limit);

// The source after the edit.
std::string edited(const PlannedEdit& edit, const std::string& source);

}  // namespace makespan
