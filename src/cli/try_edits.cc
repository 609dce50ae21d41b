#include "cli/try_edits.h"

#include <algorithm>
#include <map>
#include <set>

#include "try/source_edit.h"

namespace makespan {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Members that need `directory`, directly or not.
size_t dependents(const std::vector<const LocalPackage*>& members, const std::string& directory) {
  std::set<std::string> found = {directory};
  for (size_t before = 0; before != found.size();) {
    before = found.size();
    for (const LocalPackage* member : members) {
      for (const std::string& dependency : member->dependencies) {
        if (found.contains(dependency)) found.insert(member->directory);
      }
    }
  }
  return found.size() - 1;
}

}  // namespace

EditedMembers choose_members(const TryWorkspace& workspace, const std::vector<std::string>& built) {
  std::vector<const LocalPackage*> members;
  for (const LocalPackage& member : workspace.members) {
    if (!member.source.empty() && contains(built, member.name)) members.push_back(&member);
  }
  EditedMembers chosen;
  size_t most = 0;
  for (const LocalPackage* member : members) {
    size_t count = dependents(members, member->directory);
    if (count == 0 && chosen.leaf == nullptr) chosen.leaf = member;
    if (chosen.core == nullptr || count > most) {
      chosen.core = member;
      most = count;
    }
  }
  return chosen;
}

std::vector<std::vector<PlannedEdit>> plan_edits(
    const EditedMembers& members,
    const std::function<std::optional<std::string>(const std::string&)>& read, size_t limit) {
  std::vector<std::vector<PlannedEdit>> plans;
  auto plan_body = [&](SourceEdit kind, const LocalPackage& member) {
    std::vector<PlannedEdit> places;
    for (size_t place : private_bodies(read(member.source).value_or(""), limit))
      places.push_back({.kind = kind, .file = member.source, .place = place});
    if (!places.empty()) plans.push_back(std::move(places));
  };
  if (members.leaf != nullptr) plan_body(SourceEdit::leaf_body, *members.leaf);
  if (members.core != nullptr && members.core != members.leaf)
    plan_body(SourceEdit::core_body, *members.core);
  if (members.core != nullptr)
    plans.push_back({{.kind = SourceEdit::core_signature, .file = members.core->source}});
  return plans;
}

std::string edited(const PlannedEdit& edit, const std::string& source) {
  switch (edit.kind) {
    case SourceEdit::leaf_body:
    case SourceEdit::core_body:
      return with_statement(source, edit.place);
    case SourceEdit::core_signature:
      return with_public_function(source);
  }
  return source;
}

}  // namespace makespan
