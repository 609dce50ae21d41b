#include "advise/dependencies/compiled_units.h"

#include <algorithm>
#include <iterator>

namespace makespan {
namespace {

bool is_product_kind(std::string_view kind) {
  return kind != "test" && kind != "bench" && kind != "example" && kind != "custom-build";
}

UnitRole role_of(const WorkspaceTarget& target, bool test) {
  if (target.kind == "custom-build") return UnitRole::build_script;
  return is_product_kind(target.kind) && !test ? UnitRole::product : UnitRole::development;
}

std::string with_underscores(std::string name) {
  std::ranges::replace(name, '-', '_');
  return name;
}

bool is_call_of(const CheckedCall& call, const CompiledUnit& unit) {
  if (call.source != unit.target->source) return false;
  // Targets that bring their own harness are compiled without --test, and never with it.
  const bool harness_may_lack = !is_product_kind(unit.target->kind);
  if (!harness_may_lack && call.test != unit.test) return false;
  return unit.role == UnitRole::build_script ||
         call.crate_name == with_underscores(unit.target->name);
}

void take(CompiledUnit& unit, const CheckedCall& call) {
  if (!call.succeeded) {
    unit.failed = true;
    return;
  }
  unit.compiled = true;
  unit.given.insert(call.given.begin(), call.given.end());
  for (const std::string& crate : call.given)
    if (!std::ranges::binary_search(call.unused, crate)) unit.used.insert(crate);
}

CompiledUnit unit_of(const WorkspaceTarget& target, bool test) {
  CompiledUnit unit;
  unit.target = &target;
  unit.test = test;
  unit.role = role_of(target, test);
  // `test = false`: nobody expects it, but a bench of the library compiles it all the same.
  unit.expected = !test || target.test;
  return unit;
}

}  // namespace

bool sees(UnitRole role, DependencyKind kind) {
  switch (kind) {
    case DependencyKind::normal:
      return role != UnitRole::build_script;
    case DependencyKind::development:
      return role == UnitRole::development;
    case DependencyKind::build:
      return role == UnitRole::build_script;
  }
  return false;
}

std::string label_of(const WorkspaceTarget& target, bool test) {
  if (target.kind == "custom-build") return "build script";
  const bool library = is_product_kind(target.kind) && target.kind != "bin";
  std::string label = library ? "lib" : target.kind + " " + target.name;
  if (test && is_product_kind(target.kind)) label += " (unit tests)";
  return label;
}

std::vector<CompiledUnit> units_of(const WorkspacePackage& package,
                                   const std::vector<CheckedCall>& calls) {
  std::vector<CompiledUnit> units;
  for (const WorkspaceTarget& target : package.targets) {
    units.push_back(unit_of(target, false));
    if (is_product_kind(target.kind)) units.push_back(unit_of(target, true));
  }
  for (const CheckedCall& call : calls)
    for (CompiledUnit& unit : units)
      if (is_call_of(call, unit)) take(unit, call);
  return units;
}

std::set<std::string> used_by_strangers(const std::vector<CompiledUnit>& units,
                                        const std::vector<CheckedCall>& calls) {
  std::set<std::string> used;
  for (const CheckedCall& call : calls) {
    if (std::ranges::any_of(units,
                            [&](const CompiledUnit& unit) { return is_call_of(call, unit); }))
      continue;
    std::ranges::set_difference(call.given, call.unused, std::inserter(used, used.end()));
  }
  return used;
}

FileRoles::FileRoles(const WorkspacePackage& package, const std::vector<CheckedCall>& calls,
                     const std::vector<std::vector<std::string>>& files) {
  for (size_t i = 0; i < calls.size(); ++i) {
    const CheckedCall& call = calls[i];
    UnitRole role = call.test ? UnitRole::development : UnitRole::product;
    for (const WorkspaceTarget& target : package.targets)
      if (target.source == call.source) role = role_of(target, call.test);
    for (const std::string& file : files[i]) {
      roles_[file].insert(role);
      compiled_.insert(file);
    }
  }
  for (const WorkspaceTarget& target : package.targets)
    roles_[target.source].insert(role_of(target, false));
}

bool FileRoles::may_be(const std::string& file, UnitRole role) const {
  const auto found = roles_.find(file);
  return found == roles_.end() || found->second.contains(role);
}

}  // namespace makespan
