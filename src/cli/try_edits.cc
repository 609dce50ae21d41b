#include "cli/try_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

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

// Where rustc looks for the modules that a file declares: src/lib.rs and src/a/mod.rs beside
// themselves, src/a.rs in src/a.
std::string directory_of_modules(const std::string& file, bool is_root) {
  std::string_view name = base_name(file);
  if (is_root || name == "mod.rs") return parent_path(file);
  return join_path(parent_path(file), name.substr(0, name.rfind(".rs")));
}

// In the crate's root and its modules, breadth first.
std::vector<PlannedEdit> places_of_bodies(SourceEdit kind, const std::string& root,
                                          const SourceReader& read, size_t limit) {
  constexpr size_t kFiles = 500;
  std::vector<PlannedEdit> places;
  std::vector<std::string> files = {root};
  for (size_t i = 0; i < files.size() && i < kFiles && places.size() < limit; ++i) {
    const std::string file = files[i];
    std::optional<std::string> source = read(file);
    if (!source) continue;
    for (PrivateFunction& function : private_functions(*source, limit - places.size()))
      places.push_back({.kind = kind, .file = file, .function = std::move(function)});
    std::string directory = directory_of_modules(file, i == 0);
    for (const std::string& module : child_modules(*source)) {
      files.push_back(join_path(directory, module + ".rs"));
      files.push_back(join_path(directory, module + "/mod.rs"));
    }
  }
  return places;
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

EditPlan plan_edits(const EditedMembers& members, const SourceReader& read, size_t limit) {
  EditPlan plan;
  if (members.core == nullptr) {
    plan.notes.emplace_back("--incremental: there is no member whose source could be edited");
    return plan;
  }
  auto plan_body = [&](SourceEdit kind, const LocalPackage& member) {
    std::vector<PlannedEdit> places = places_of_bodies(kind, member.source, read, limit);
    if (places.empty()) {
      plan.notes.push_back(
          fmt::format("--incremental: no body is edited in {}: there is no private function in it "
                      "that would do",
                      member.name));
    } else {
      plan.kinds.push_back(std::move(places));
    }
  };
  if (members.leaf != nullptr) {
    plan_body(SourceEdit::leaf_body, *members.leaf);
  } else {
    plan.notes.emplace_back("--incremental: no leaf is edited: each member is needed by another");
  }
  if (members.core != members.leaf) plan_body(SourceEdit::core_body, *members.core);
  plan.kinds.push_back({{.kind = SourceEdit::core_signature, .file = members.core->source}});
  return plan;
}

std::optional<std::string> edited(const PlannedEdit& edit, const std::string& source) {
  switch (edit.kind) {
    case SourceEdit::leaf_body:
    case SourceEdit::core_body:
      return with_statement(source, edit.function);
    case SourceEdit::core_signature:
      return with_public_function(source);
  }
  return source;
}

}  // namespace makespan
