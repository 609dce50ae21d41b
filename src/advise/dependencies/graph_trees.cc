#include "advise/dependencies/graph_trees.h"

#include <algorithm>
#include <iterator>

namespace makespan {
namespace {

bool leads_to(const Workspace& workspace, const WorkspacePackage& from,
              const std::set<std::string>& names) {
  std::set<std::string> seen;
  std::vector<const WorkspacePackage*> open = {&from};
  while (!open.empty()) {
    const WorkspacePackage* package = open.back();
    open.pop_back();
    if (!seen.insert(package->name).second) continue;
    if (names.contains(package->name)) return true;
    for (const DeclaredDependency& dependency : package->dependencies)
      for (const WorkspacePackage& other : workspace.packages)
        if (other.name == dependency.package) open.push_back(&other);
  }
  return false;
}

}  // namespace

GraphTrees::GraphTrees(const Workspace& workspace, Workbench& bench,
                       const std::set<std::string>& edited)
    : workspace_(workspace), bench_(bench), roots_({""}) {
  for (const WorkspacePackage& package : workspace.packages)
    if (package.member && leads_to(workspace, package, edited)) roots_.push_back(package.name);
}

Result<std::vector<GraphTree>> GraphTrees::ask() {
  Result<std::vector<GraphTree>> trees = ask_all(roots_);
  if (!trees && !decided_) {
    all_platforms_ = false;
    trees = ask_all(roots_);
  }
  decided_ = true;
  return trees;
}

Result<std::vector<GraphTree>> GraphTrees::ask_of(const std::string& package) {
  return ask_all(roots_of(package));
}

std::vector<GraphTree> GraphTrees::those_of(const std::string& package,
                                            const std::vector<GraphTree>& trees) const {
  const std::vector<std::string> roots = roots_of(package);
  std::vector<GraphTree> those;
  std::ranges::copy_if(trees, std::back_inserter(those), [&](const GraphTree& tree) {
    return std::ranges::find(roots, tree.root) != roots.end();
  });
  return those;
}

std::vector<std::string> GraphTrees::roots_of(const std::string& package) const {
  std::vector<std::string> roots = {""};
  for (const WorkspacePackage& root : workspace_.packages)
    if (std::ranges::find(roots_, root.name) != roots_.end() &&
        leads_to(workspace_, root, {package}))
      roots.push_back(root.name);
  return roots;
}

Result<std::vector<GraphTree>> GraphTrees::ask_all(const std::vector<std::string>& roots) {
  std::vector<GraphTree> trees;
  for (const std::string& root : roots)
    for (const GraphScope scope : {GraphScope::products, GraphScope::tests, GraphScope::building}) {
      MAKESPAN_TRY(FeatureTree tree, ask_one(root, scope));
      trees.push_back({.root = root, .scope = scope, .tree = std::move(tree)});
    }
  return trees;
}

Result<FeatureTree> GraphTrees::ask_one(const std::string& root, GraphScope scope) {
  const CargoCall call{.arguments = feature_tree_command(root, scope, all_platforms_),
                       .directory = workspace_.root};
  MAKESPAN_TRY(const CommandOutput output, bench_.cargo(call));
  if (output.exit_code != 0)
    return failure(ErrorKind::invalid, output.standard_error.substr(0, 500));
  return read_feature_tree(output.standard_output);
}

}  // namespace makespan
