#include "advise/dependencies/feature_entries.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "advise/dependencies/manifest_doubts.h"
#include "manifest/dependency_edit.h"

namespace makespan {
namespace {

const DeclaredDependency& declaration(const Workspace& workspace, const FeatureEntry& one) {
  return workspace.packages[one.package].dependencies[one.dependency];
}

class Listing {
 public:
  Listing(const Trace& trace, const Workspace& workspace) : trace_(trace), workspace_(workspace) {}

  std::vector<FeatureEntry> run() {
    std::vector<FeatureEntry> all;
    std::set<std::string> of_the_workspace;
    for (size_t i = 0; i < workspace_.packages.size(); ++i) {
      const WorkspacePackage& package = workspace_.packages[i];
      if (!package.member) continue;
      for (size_t j = 0; j < package.dependencies.size(); ++j) {
        FeatureEntry one{.package = i, .dependency = j};
        const DeclaredDependency& dependency = package.dependencies[j];
        if (dependency.optional || !dependency.path.empty()) continue;
        if (!read_entry(one)) continue;
        if (one.inherited && !of_the_workspace.insert(dependency.name).second) continue;
        one.cost = cost_of(dependency.package);
        if (one.cost > Duration()) all.push_back(std::move(one));
      }
    }
    std::ranges::stable_sort(all, std::greater(), &FeatureEntry::cost);
    return all;
  }

 private:
  [[nodiscard]] Duration cost_of(const std::string& package) const {
    Duration cost;
    for (const Task& task : trace_.tasks)
      if (trace_.text(task.name) == package) cost += task.cpu.value_or(task.wall);
    return cost;
  }

  // The entry that lists the features; false where none does.
  bool read_entry(FeatureEntry& one) {
    const WorkspacePackage& package = workspace_.packages[one.package];
    const DependencyEntry* own = entry_in(package.manifest, package.manifest_path,
                                          table_of(declaration(workspace_, one)), one);
    one.inherited = own != nullptr && own->inherited && own->features.empty();
    const DependencyEntry* entry =
        one.inherited ? entry_in(workspace_.root_manifest, workspace_.root_manifest_path,
                                 {.list = DependencyList::workspace}, one)
                      : own;
    if (entry == nullptr || entry->features.empty()) return false;
    one.features = entry->features;
    return true;
  }

  const DependencyEntry* entry_in(const std::string& text, const std::string& path,
                                  const DependencyTable& table, const FeatureEntry& one) {
    auto [known, added] = entries_.try_emplace(path);
    if (added)
      known->second =
          list_dependencies({.text = text, .path = path}).value_or(std::vector<DependencyEntry>());
    for (const DependencyEntry& entry : known->second)
      if (entry.table.list == table.list && entry.name == declaration(workspace_, one).name &&
          entry.table.target.empty() == table.target.empty())
        return &entry;
    return nullptr;
  }

  const Trace& trace_;
  const Workspace& workspace_;
  std::map<std::string, std::vector<DependencyEntry>> entries_;  // of manifests, by path
};

}  // namespace

std::vector<FeatureEntry> list_feature_entries(const Trace& trace, const Workspace& workspace) {
  return Listing(trace, workspace).run();
}

FileEdit feature_edit(const Workspace& workspace, const FeatureEntry& entry,
                      std::vector<std::string> features) {
  const DeclaredDependency& dependency = declaration(workspace, entry);
  const std::string path = entry.inherited ? workspace.root_manifest_path
                                           : workspace.packages[entry.package].manifest_path;
  const DependencyTable table =
      entry.inherited ? DependencyTable{.list = DependencyList::workspace} : table_of(dependency);
  return {.path = path,
          .edit = [path, table, name = dependency.name,
                   features = std::move(features)](std::string_view text) {
            return set_features({.text = text, .path = path}, table, name, features);
          }};
}

}  // namespace makespan
