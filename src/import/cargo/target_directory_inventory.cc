#include "import/cargo/target_directory_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/dense_map.h"

namespace makespan {
namespace {

void count_kind(const Unit& unit, TargetInventory& inventory) {
  switch (unit.kind) {
    case TaskKind::library:
      ++inventory.libraries;
      break;
    case TaskKind::proc_macro:
      ++inventory.proc_macros;
      break;
    case TaskKind::build_script:
      ++inventory.build_scripts;
      break;
    case TaskKind::binary:
    case TaskKind::test:
    case TaskKind::example:
    case TaskKind::bench:
      ++inventory.executables;
      break;
    case TaskKind::build_script_run:
    case TaskKind::doc:
    case TaskKind::test_run:
    case TaskKind::doctest:
    case TaskKind::run:
    case TaskKind::process:
      break;
  }
}

// By Kahn's order, dependencies first. Fingerprints are hashes of what they depend on and so have
// no cycles; damaged files might, and what is on one counts as no chain.
size_t longest_chain(const UnitGraph& graph) {
  DenseMap<UnitId, size_t> open(graph.units.size());
  DenseMap<UnitId, size_t> length(graph.units.size(), 1);
  std::vector<std::vector<UnitId>> dependents(graph.units.size());
  std::vector<UnitId> ready;
  for (size_t i = 0; i < graph.units.size(); ++i) {
    for (const UnitDependency& dependency : graph.units[i].dependencies) {
      if (!dependency.unit.valid()) continue;
      dependents[dependency.unit.index()].push_back(UnitId(i));
      ++open[UnitId(i)];
    }
    if (open[UnitId(i)] == 0) ready.push_back(UnitId(i));
  }
  size_t longest = 0;
  while (!ready.empty()) {
    UnitId unit = ready.back();
    ready.pop_back();
    longest = std::max(longest, length[unit]);
    for (UnitId dependent : dependents[unit.index()]) {
      length[dependent] = std::max(length[dependent], length[unit] + 1);
      if (--open[dependent] == 0) ready.push_back(dependent);
    }
  }
  return longest;
}

std::string count(size_t number, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", number, number == 1 ? singular : plural);
}

std::string bytes(uint64_t number) {
  double amount = static_cast<double>(number);
  if (amount >= 1e9) return fmt::format("{:.1f} GB", amount / 1e9);
  if (amount >= 1e6) return fmt::format("{:.1f} MB", amount / 1e6);
  return fmt::format("{:.1f} kB", amount / 1e3);
}

}  // namespace

TargetInventory take_inventory(const UnitGraph& graph) {
  TargetInventory inventory{.units = graph.units.size()};
  std::set<std::pair<std::string_view, std::string_view>> packages;
  for (const Unit& unit : graph.units) {
    packages.emplace(unit.package, unit.version);
    inventory.output_bytes += unit.output_bytes;
    count_kind(unit, inventory);
  }
  inventory.packages = packages.size();
  inventory.longest_chain = longest_chain(graph);
  return inventory;
}

std::string describe(const TargetInventory& inventory) {
  return fmt::format(
      "{} of {} ({}, {}, {}, {}), {} of outputs, {} on the longest chain of "
      "dependencies",
      count(inventory.units, "unit", "units"), count(inventory.packages, "package", "packages"),
      count(inventory.libraries, "library", "libraries"),
      count(inventory.proc_macros, "proc-macro", "proc-macros"),
      count(inventory.build_scripts, "build script", "build scripts"),
      count(inventory.executables, "executable", "executables"), bytes(inventory.output_bytes),
      count(inventory.longest_chain, "unit", "units"));
}

}  // namespace makespan
