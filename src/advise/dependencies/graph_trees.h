#pragma once
// GraphTrees: the feature trees that tell what a build of the workspace is made of: of all of it,
// and of each member that leads to an edited package, alone, since `cargo build -p` unifies less.

#include <set>
#include <string>
#include <vector>

#include "advise/dependencies/feature_tree.h"
#include "advise/dependencies/workbench.h"
#include "base/result.h"
#include "model/workspace.h"

namespace makespan {

struct GraphTree {
  std::string root;  // a member; empty: the workspace
  GraphScope scope = GraphScope::products;
  FeatureTree tree;
};

class GraphTrees {
 public:
  // `edited`: names of local packages whose manifests change. Both outlive this.
  GraphTrees(const Workspace& workspace, Workbench& bench, const std::set<std::string>& edited);

  // As the workbench's manifests have it now, in the same order each time, so that two answers can
  // be compared place by place.
  Result<std::vector<GraphTree>> ask();
  // Only of those roots that build the package; of such of `trees` likewise.
  Result<std::vector<GraphTree>> ask_of(const std::string& package);
  [[nodiscard]] std::vector<GraphTree> those_of(const std::string& package,
                                                const std::vector<GraphTree>& trees) const;

  // The answers are of all platforms. False: what other ones need was never fetched, and they are
  // of this one. Decided by the first answer.
  [[nodiscard]] bool all_platforms() const { return all_platforms_; }

 private:
  Result<std::vector<GraphTree>> ask_all(const std::vector<std::string>& roots);
  [[nodiscard]] std::vector<std::string> roots_of(const std::string& package) const;
  Result<FeatureTree> ask_one(const std::string& root, GraphScope scope);

  const Workspace& workspace_;
  Workbench& bench_;
  std::vector<std::string> roots_;
  bool all_platforms_ = true;
  bool decided_ = false;
};

}  // namespace makespan
