#include "analysis/duplicates.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "analysis/reach.h"
#include "model/version_less.h"

namespace makespan {
namespace {

constexpr size_t kDependentsShown = 4;

bool makes_library(TaskKind kind) {
  return kind == TaskKind::library || kind == TaskKind::proc_macro;
}

bool belongs_to_library(TaskKind kind) {
  return makes_library(kind) || kind == TaskKind::build_script ||
         kind == TaskKind::build_script_run;
}

// The libraries of one package in one invocation and mode: more than one is a duplicate. (A crate
// both checked and built, as `cargo check` does for what build scripts need, is not.)
struct LibraryKey {
  std::string_view name;
  InvocationId invocation;
  TaskMode mode;
  auto operator<=>(const LibraryKey&) const = default;
};

struct VersionKey {
  std::string_view name;
  std::string_view version;
  auto operator<=>(const VersionKey&) const = default;
};

std::set<std::string> features_of(const Trace& trace, const Task& task) {
  std::set<std::string> result;
  for (uint32_t i = task.features.first; i < task.features.end(); ++i)
    result.emplace(trace.text(trace.lists[i]));
  return result;
}

std::map<LibraryKey, std::vector<TaskId>> libraries(const Trace& trace) {
  std::map<LibraryKey, std::vector<TaskId>> result;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (!makes_library(task.kind) || trace.text(task.version).empty()) continue;
    LibraryKey key{.name = trace.text(task.name), .invocation = task.invocation, .mode = task.mode};
    result[key].push_back(TaskId(i));
  }
  return result;
}

class DuplicateFinder {
 public:
  explicit DuplicateFinder(const Trace& trace) : trace_(trace), reach_(trace) {
    for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
      const Task& task = trace.tasks[i];
      if (!belongs_to_library(task.kind)) continue;
      units_[{.name = trace.text(task.name), .version = trace.text(task.version)}].push_back(
          TaskId(i));
    }
  }

  Duplicates find() {
    Duplicates result;
    std::map<std::string_view, std::vector<TaskId>> packages;
    for (const auto& [key, found] : libraries(trace_)) {
      if (found.size() < 2) continue;
      std::vector<TaskId>& known = packages[key.name];
      known.insert(known.end(), found.begin(), found.end());
    }
    for (auto& [name, found] : packages) {
      std::sort(found.begin(), found.end());
      result.packages.push_back(package(name, found));
      result.own = result.own + result.packages.back().own;
    }
    std::sort(result.packages.begin(), result.packages.end(),
              [](const Duplicate& a, const Duplicate& b) {
                return std::tuple(b.own.weight(), a.name) < std::tuple(a.own.weight(), b.name);
              });
    return result;
  }

 private:
  Duplicate package(std::string_view name, const std::vector<TaskId>& found) {
    Duplicate result{.name = std::string(name)};
    std::vector<TaskId> all;
    for (std::vector<TaskId>& units : builds(found)) {
      all.insert(all.end(), units.begin(), units.end());
      result.builds.push_back(build(std::move(units)));
    }
    std::sort(result.builds.begin(), result.builds.end(),
              [](const DuplicateBuild& a, const DuplicateBuild& b) {
                if (version_less(a.version, b.version)) return true;
                if (version_less(b.version, a.version)) return false;
                return std::tuple(a.version, a.side, a.units) <
                       std::tuple(b.version, b.side, b.units);
              });
    // What the builds of one version share (a build script) belongs to the package.
    for (const DuplicateBuild& one : result.builds) {
      const std::vector<TaskId>& shared = units_[{.name = name, .version = one.version}];
      all.insert(all.end(), shared.begin(), shared.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    result.own = cost(all);
    result.exclusive = cost(reach_.only_through(all));
    result.reason = reason(result);
    name_features(result);
    return result;
  }

  // The units of each build: a version's all, or, where one version was built several times, each
  // library with the build script units that serve no other.
  std::vector<std::vector<TaskId>> builds(const std::vector<TaskId>& found) {
    std::map<std::string_view, std::vector<TaskId>> versions;
    for (TaskId id : found)
      versions[trace_.text(trace_.tasks[id.index()].version)].push_back(id);
    std::vector<std::vector<TaskId>> result;
    for (const auto& [version, libraries] : versions) {
      std::string_view name = trace_.text(trace_.tasks[libraries[0].index()].name);
      if (libraries.size() == 1) {
        result.push_back(units_[{.name = name, .version = version}]);
      } else {
        for (TaskId library : libraries)
          result.push_back(with_own_script(library));
      }
    }
    return result;
  }

  std::vector<TaskId> with_own_script(TaskId library) {
    std::vector<TaskId> result;
    const Task& task = trace_.tasks[library.index()];
    for (TaskId id : reach_.only_through({&library, 1})) {
      const Task& other = trace_.tasks[id.index()];
      if (id == library || (other.name == task.name && other.version == task.version &&
                            belongs_to_library(other.kind)))
        result.push_back(id);
    }
    return result;
  }

  DuplicateBuild build(std::vector<TaskId> units) {
    DuplicateBuild result;
    result.own = cost(units);
    result.exclusive = cost(reach_.only_through(units));
    std::set<std::string> dependents;
    for (TaskId id : units) {
      const Task& task = trace_.tasks[id.index()];
      result.version = trace_.text(task.version);
      if (!makes_library(task.kind)) continue;
      result.side = task.side;
      for (TaskId dependent : reach_.dependents(id))
        dependents.emplace(trace_.text(trace_.tasks[dependent.index()].name));
    }
    for (const std::string& name : dependents) {
      if (result.dependents.size() < kDependentsShown) result.dependents.push_back(name);
    }
    result.units = std::move(units);
    return result;
  }

  static DuplicateReason reason_of_pair(const DuplicateBuild& a, const DuplicateBuild& b) {
    if (a.version != b.version) return DuplicateReason::versions;
    return a.side == b.side ? DuplicateReason::features : DuplicateReason::sides;
  }

  [[nodiscard]] DuplicateReason reason(const Duplicate& duplicate) const {
    DuplicateReason result = DuplicateReason::unknown;
    for (size_t i = 1; i < duplicate.builds.size(); ++i)
      result = std::min(result, reason_of_pair(duplicate.builds[i - 1], duplicate.builds[i]));
    return result == DuplicateReason::features && !features_differ(duplicate)
               ? DuplicateReason::unknown
               : result;
  }

  [[nodiscard]] bool features_differ(const Duplicate& duplicate) const {
    std::set<std::set<std::string>> seen;
    for (const DuplicateBuild& build : duplicate.builds)
      seen.insert(library_features(build));
    return seen.size() > 1;
  }

  [[nodiscard]] std::set<std::string> library_features(const DuplicateBuild& build) const {
    for (TaskId id : build.units) {
      const Task& task = trace_.tasks[id.index()];
      if (makes_library(task.kind)) return features_of(trace_, task);
    }
    return {};
  }

  void name_features(Duplicate& duplicate) const {
    std::map<std::string, std::map<std::string, size_t>> counts;  // version, feature
    std::map<std::string, size_t> builds;
    for (const DuplicateBuild& build : duplicate.builds) {
      ++builds[build.version];
      for (const std::string& feature : library_features(build))
        ++counts[build.version][feature];
    }
    for (DuplicateBuild& build : duplicate.builds) {
      for (const std::string& feature : library_features(build)) {
        if (counts[build.version][feature] < builds[build.version])
          build.features.push_back(feature);
      }
    }
  }

  [[nodiscard]] Cost cost(const std::vector<TaskId>& units) const {
    Cost sum = no_cost();
    for (TaskId id : units)
      sum = sum + cost_of(trace_.tasks[id.index()]);
    return sum;
  }

  const Trace& trace_;
  Reach reach_;
  std::map<VersionKey, std::vector<TaskId>> units_;
};

}  // namespace

Duplicates find_duplicates(const Trace& trace) {
  return DuplicateFinder(trace).find();
}

}  // namespace makespan
