#include "advise/dependencies/alignment.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "advise/dependencies/manifest_doubts.h"
#include "manifest/dependency_edit.h"
#include "model/version_less.h"

namespace makespan {
namespace {

bool is_local(const Workspace& workspace, const ResolvedPackage& package) {
  return std::ranges::any_of(workspace.packages,
                             [&](const WorkspacePackage& own) { return own.id == package.id; });
}

// The version of `name` that a package's edge leads to.
struct Use {
  size_t from = 0;  // in Workspace::resolved
  size_t to = 0;
};

std::map<std::string, std::vector<size_t>> duplicated(const Workspace& workspace) {
  std::map<std::string, std::vector<size_t>> versions;
  for (size_t i = 0; i < workspace.resolved.size(); ++i)
    versions[workspace.resolved[i].name].push_back(i);
  std::erase_if(versions, [](const auto& entry) { return entry.second.size() < 2; });
  for (auto& [name, places] : versions)
    std::ranges::sort(places, [&](size_t a, size_t b) {
      return version_less(workspace.resolved[a].version, workspace.resolved[b].version);
    });
  return versions;
}

class Aligner {
 public:
  explicit Aligner(const Workspace& workspace) : workspace_(workspace) {
    for (size_t i = 0; i < workspace.resolved.size(); ++i)
      for (const ResolvedPackage::Edge& edge : workspace.resolved[i].dependencies)
        users_[edge.package].insert(i);
  }

  [[nodiscard]] size_t best_of(const std::vector<size_t>& versions) const {
    size_t target = versions.back();
    for (const size_t version : versions)
      if (holders(versions, version).empty()) target = version;
    return target;
  }

  [[nodiscard]] Alignment align(const std::string& name, const std::vector<size_t>& versions,
                                size_t target) const {
    Alignment alignment{.package = name, .version = workspace_.resolved[target].version};
    alignment.holders = holders(versions, target);
    for (const size_t version : versions) {
      if (version == target) continue;
      alignment.others.push_back(workspace_.resolved[version].version);
      add_declarations(alignment, version);
      alignment.older |= version_less(alignment.version, workspace_.resolved[version].version);
    }
    find_too_old(alignment, versions, target);
    return alignment;
  }

 private:
  // Who, not ours, asks for a version other than `target`.
  [[nodiscard]] std::vector<std::string> holders(const std::vector<size_t>& versions,
                                                 size_t target) const {
    std::set<std::string> names;
    for (const size_t version : versions) {
      const auto users = users_.find(version);
      if (version == target || users == users_.end()) continue;
      for (const size_t user : users->second) {
        const ResolvedPackage& package = workspace_.resolved[user];
        if (!is_local(workspace_, package)) names.insert(package.name + " " + package.version);
      }
    }
    return {names.begin(), names.end()};
  }

  void add_declarations(Alignment& alignment, size_t version) const {
    for (size_t i = 0; i < workspace_.packages.size(); ++i) {
      const WorkspacePackage& package = workspace_.packages[i];
      for (size_t j = 0; j < package.dependencies.size(); ++j) {
        if (!leads_to(package, package.dependencies[j], version)) continue;
        alignment.declarations.push_back({.package = i, .dependency = j});
        alignment.exposed |= package.published && has_library(package) &&
                             package.dependencies[j].kind == DependencyKind::normal;
      }
    }
  }

  // Whoever builds one of the other versions builds what this one pulls in, from then on.
  void find_too_old(Alignment& alignment, const std::vector<size_t>& versions,
                    size_t target) const {
    const std::set<size_t> pulled_in = reached_from(target);
    for (const WorkspacePackage& package : workspace_.packages) {
      const std::optional<size_t> place = place_of(package);
      if (!place || package.rust_version.empty()) continue;
      const std::set<size_t> built = reached_from(*place);
      const bool moves = std::ranges::any_of(
          versions, [&](size_t version) { return version != target && built.contains(version); });
      if (!moves) continue;
      for (const size_t needed : pulled_in) {
        const ResolvedPackage& resolved = workspace_.resolved[needed];
        if (built.contains(needed) || !version_less(package.rust_version, resolved.rust_version))
          continue;
        alignment.too_old = package.name;
        alignment.needs_newer_rust = resolved.name + " " + resolved.version;
        if (needed == target) return;  // says more than what it pulls in
      }
      if (!alignment.too_old.empty()) return;
    }
  }

  [[nodiscard]] std::optional<size_t> place_of(const WorkspacePackage& package) const {
    const auto self = std::ranges::find(workspace_.resolved, package.id, &ResolvedPackage::id);
    if (self == workspace_.resolved.end()) return std::nullopt;
    return static_cast<size_t>(self - workspace_.resolved.begin());
  }

  // Itself, and all that it depends on.
  [[nodiscard]] std::set<size_t> reached_from(size_t top) const {
    std::set<size_t> reached;
    std::vector<size_t> open = {top};
    while (!open.empty()) {
      const size_t at = open.back();
      open.pop_back();
      if (!reached.insert(at).second) continue;
      for (const ResolvedPackage::Edge& edge : workspace_.resolved[at].dependencies)
        open.push_back(edge.package);
    }
    return reached;
  }

  // By the name of the edge: a package may use two versions under two names.
  [[nodiscard]] bool leads_to(const WorkspacePackage& package, const DeclaredDependency& dependency,
                              size_t version) const {
    if (dependency.package != workspace_.resolved[version].name) return false;
    const auto self = std::ranges::find(workspace_.resolved, package.id, &ResolvedPackage::id);
    if (self == workspace_.resolved.end()) return false;
    const auto edges = [&](bool named) {
      return std::ranges::any_of(self->dependencies, [&](const ResolvedPackage::Edge& edge) {
        return edge.package == version && (!named || edge.name == dependency.crate_name());
      });
    };
    return dependency.name == dependency.package ? edges(false) : edges(true);
  }

  static bool has_library(const WorkspacePackage& package) {
    return std::ranges::any_of(package.targets, [](const WorkspaceTarget& target) {
      return target.kind == "lib" || target.kind == "rlib" || target.kind == "proc-macro";
    });
  }

  const Workspace& workspace_;
  std::map<size_t, std::set<size_t>> users_;
};

// Where a member's entry says `workspace = true`, the workspace's own manifest has the requirement.
bool inherits(const WorkspacePackage& package, const DeclaredDependency& dependency) {
  const TomlFile file{.text = package.manifest, .path = package.manifest_path};
  const Result<std::vector<DependencyEntry>> entries = list_dependencies(file);
  if (!entries) return false;
  return std::ranges::any_of(*entries, [&](const DependencyEntry& entry) {
    return entry.inherited && entry.name == dependency.name &&
           entry.table.list == table_of(dependency).list;
  });
}

}  // namespace

std::vector<Alignment> find_alignments(const Workspace& workspace) {
  const Aligner aligner(workspace);
  std::vector<Alignment> alignments;
  for (const auto& [name, versions] : duplicated(workspace))
    alignments.push_back(aligner.align(name, versions, aligner.best_of(versions)));
  return alignments;
}

Alignment align_to(const Workspace& workspace, const Alignment& alignment,
                   const std::string& version) {
  const Aligner aligner(workspace);
  for (const auto& [name, versions] : duplicated(workspace)) {
    if (name != alignment.package) continue;
    for (const size_t target : versions)
      if (workspace.resolved[target].version == version)
        return aligner.align(name, versions, target);
  }
  return alignment;
}

std::vector<AlignedManifest> manifests_of(const Workspace& workspace, const Alignment& alignment) {
  std::map<std::string, AlignedManifest> manifests;
  for (const AlignedDeclaration& at : alignment.declarations) {
    const WorkspacePackage& package = workspace.packages[at.package];
    const std::string& path = inherits(package, package.dependencies[at.dependency])
                                  ? workspace.root_manifest_path
                                  : package.manifest_path;
    AlignedManifest& manifest = manifests[path];
    manifest.path = path;
    manifest.declarations.push_back(at);
  }
  std::vector<AlignedManifest> all;
  for (auto& [path, manifest] : manifests)
    all.push_back(std::move(manifest));
  return all;
}

Result<std::string> edit_aligned(std::string_view text, const Workspace& workspace,
                                 const Alignment& alignment, const AlignedManifest& manifest) {
  std::string edited(text);
  std::set<std::tuple<int, std::string, std::string>> done;
  for (const AlignedDeclaration& at : manifest.declarations) {
    const WorkspacePackage& package = workspace.packages[at.package];
    const DeclaredDependency& dependency = package.dependencies[at.dependency];
    DependencyTable table = table_of(dependency);
    if (inherits(package, dependency)) table = {.list = DependencyList::workspace};
    if (!done.insert({static_cast<int>(table.list), table.target, dependency.name}).second)
      continue;
    const TomlFile file{.text = edited, .path = manifest.path};
    Result<std::string> next = set_requirement(file, table, dependency.name, alignment.version);
    // Another fix may have taken it out before.
    if (!next && next.error().kind == ErrorKind::not_found) continue;
    if (!next) return next;
    edited = *std::move(next);
  }
  return edited;
}

}  // namespace makespan
