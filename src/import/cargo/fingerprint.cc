#include "import/cargo/fingerprint.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/dense_map.h"
#include "import/cargo/fingerprint_unit.h"
#include "import/cargo/lock_file.h"

namespace makespan {
namespace {

using Units = std::vector<FolderUnit>;

// Fingerprint -> the units that have it, by index.
std::unordered_multimap<uint64_t, size_t> by_fingerprint(const Units& units) {
  std::unordered_multimap<uint64_t, size_t> result;
  result.reserve(units.size());
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].unit.fingerprint) result.emplace(*units[i].unit.fingerprint, i);
  }
  return result;
}

// The unit that `dependent` means by `wanted`. Of several with one fingerprint (left by an older
// rustc flag, say) the one of the same platform, then the newest.
UnitId choose(const Units& units, const Unit& dependent, const std::vector<size_t>& candidates) {
  auto rank = [&](size_t i) {
    const Unit& unit = units[i].unit;
    return std::tuple(unit.platform == dependent.platform, unit.started, ~i);
  };
  UnitId best;
  for (size_t i : candidates) {
    if (!best.valid() || rank(i) > rank(best.index())) best = UnitId(i);
  }
  return best;
}

// Cargo emptied the hash file of a unit that it then did not finish: its dependents still name the
// old fingerprint. Such a unit is recognised by its name.
UnitId find_cleared(const Units& units, const std::vector<size_t>& cleared, const Unit& dependent,
                    const UnitDependency& wanted) {
  std::vector<size_t> candidates;
  for (size_t i : cleared) {
    const Unit& unit = units[i].unit;
    if (&unit == &dependent) continue;
    bool script =
        wanted.extern_name == "build_script_build" && unit.package == dependent.package &&
        unit.target == "build-script-build" &&
        (unit.kind == TaskKind::build_script_run) != (dependent.kind == TaskKind::build_script_run);
    bool library = unit.kind == TaskKind::library && unit.target == wanted.extern_name;
    if (script || library) candidates.push_back(i);
  }
  return choose(units, dependent, candidates);
}

void resolve_dependencies(Units& units) {
  std::unordered_multimap<uint64_t, size_t> index = by_fingerprint(units);
  std::vector<size_t> cleared;
  for (size_t i = 0; i < units.size(); ++i) {
    if (!units[i].unit.fingerprint) cleared.push_back(i);
  }
  std::vector<size_t> candidates;
  for (size_t i = 0; i < units.size(); ++i) {
    for (UnitDependency& dependency : units[i].unit.dependencies) {
      candidates.clear();
      auto [first, last] = index.equal_range(dependency.fingerprint);
      for (auto at = first; at != last; ++at) {
        if (at->second != i) candidates.push_back(at->second);
      }
      dependency.unit = choose(units, units[i].unit, candidates);
      if (!dependency.unit.valid())
        dependency.unit = find_cleared(units, cleared, units[i].unit, dependency);
      if (dependency.unit.valid() && dependency.package_id != 0)
        units[dependency.unit.index()].unit.package_id = dependency.package_id;
    }
  }
}

// A proc-macro that was only checked looks like a library: its `target` hash gives it away.
void settle_proc_macros(Units& units) {
  std::set<uint64_t> targets;
  for (const FolderUnit& found : units) {
    if (found.hashed_library_only && found.unit.target_hash != 0)
      targets.insert(found.unit.target_hash);
  }
  for (FolderUnit& found : units) {
    Unit& unit = found.unit;
    if (unit.kind != TaskKind::library) continue;
    if (!found.hashed_library_only && !targets.contains(unit.target_hash)) continue;
    unit.kind = TaskKind::proc_macro;
    unit.pipelines = false;
    unit.metadata_ready.reset();
  }
}

// What is known of a package by its id, taken from whichever of its units knows.
struct KnownPackage {
  std::string version;
  std::optional<bool> local;
};

void learn(KnownPackage& known, const FolderUnit& found) {
  if (known.version.empty()) known.version = found.unit.version;
  if (known.version.empty()) known.version = found.environment_version;
  if (!known.local) known.local = found.unit.local;
}

void fill(Unit& unit, const KnownPackage& known) {
  if (unit.version.empty()) unit.version = known.version;
  if (!unit.local) unit.local = known.local;
}

// Name -> the one version that Cargo.lock has of it; packages of several versions are left out.
std::map<std::string, KnownPackage> unique_versions(std::string_view lock_file) {
  std::map<std::string, KnownPackage> unique;
  std::vector<LockedPackage> packages = read_lock_file(lock_file);
  for (size_t i = 0; i < packages.size(); ++i) {
    bool several = (i > 0 && packages[i - 1].name == packages[i].name) ||
                   (i + 1 < packages.size() && packages[i + 1].name == packages[i].name);
    if (several) continue;
    unique[packages[i].name] = {.version = packages[i].version,
                                .local = packages[i].source.empty()};
  }
  return unique;
}

void settle_packages(Units& units, std::string_view lock_file) {
  std::map<uint64_t, KnownPackage> by_id;
  for (FolderUnit& found : units) {
    if (found.unit.package_id) learn(by_id[*found.unit.package_id], found);
  }
  std::map<std::string, KnownPackage> locked = unique_versions(lock_file);
  for (FolderUnit& found : units) {
    Unit& unit = found.unit;
    if (unit.version.empty()) unit.version = found.environment_version;
    if (unit.package_id) fill(unit, by_id[*unit.package_id]);
    if (auto at = locked.find(unit.package); at != locked.end()) fill(unit, at->second);
  }
}

}  // namespace

UnitGraph read_unit_graph(const TargetSnapshot& snapshot, Diagnostics& diagnostics) {
  Units units;
  for (const UnitDirectory& folder : snapshot.units) {
    for (FolderUnit& found : read_unit_folder(folder, diagnostics))
      units.push_back(std::move(found));
  }
  std::sort(units.begin(), units.end(), [](const FolderUnit& a, const FolderUnit& b) {
    auto key = [](const Unit& u) {
      return std::tie(u.package, u.hash, u.platform, u.kind, u.mode, u.target);
    };
    return key(a.unit) < key(b.unit);
  });
  resolve_dependencies(units);
  settle_proc_macros(units);
  settle_packages(units, snapshot.lock_file);

  UnitGraph graph;
  graph.units.reserve(units.size());
  for (FolderUnit& found : units)
    graph.units.push_back(std::move(found.unit));
  return graph;
}

std::vector<UnitId> dependencies_of(const UnitGraph& graph, std::span<const UnitId> roots) {
  DenseMap<UnitId, char> seen(graph.units.size());
  std::vector<UnitId> open(roots.begin(), roots.end());
  while (!open.empty()) {
    UnitId unit = open.back();
    open.pop_back();
    for (const UnitDependency& dependency : graph[unit].dependencies) {
      if (!dependency.unit.valid() || seen[dependency.unit]) continue;
      seen[dependency.unit] = 1;
      open.push_back(dependency.unit);
    }
  }
  std::vector<UnitId> result;
  for (size_t i = 0; i < seen.size(); ++i) {
    if (seen[UnitId(i)]) result.push_back(UnitId(i));
  }
  return result;
}

std::optional<UnitId> find_unit(const UnitGraph& graph, std::string_view hash) {
  for (size_t i = 0; i < graph.units.size(); ++i) {
    if (graph.units[i].hash == hash) return UnitId(i);
  }
  return std::nullopt;
}

}  // namespace makespan
