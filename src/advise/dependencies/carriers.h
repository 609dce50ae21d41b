#pragma once
// Carriers: dependencies that no code names and that the rest of the graph would miss. cargo builds
// a package once, with all features that anybody asks of it, and in one version that suits them
// all; what leaves may have been the only one to ask.
//
//   tempfile ──► bitflags [std]      without tempfile bitflags is built without `std`: that it
//   other    ──► bitflags            compiles says nothing about how it behaves then
//
// A surviving package that comes out with other features or another version is a doubt about every
// leaving dependency that leads to it. Two kinds of loss are told and are no doubt: features that
// its code reads nowhere, and those of packages that only run while building: the proof that
// everything compiles without has run them.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "advise/dependencies/graph_trees.h"
#include "advise/dependencies/unused_dependency.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

class Carriers {
 public:
  Carriers(const Workspace& workspace, FileSystem& files);

  // `before` with all of `found` in place, `after` without those that are certain; as GraphTrees
  // gives them. Adds to their changes and doubts.
  void judge(const std::vector<GraphTree>& before, const std::vector<GraphTree>& after,
             std::vector<UnusedDependency>& found);

 private:
  // What is known about one change: how it reads, and where it can matter.
  struct Loss {
    std::string text;
    bool read = true;  // by its code
    GraphScope scope = GraphScope::products;
  };
  // By package ("bitflags 2.6.0"), each change once.
  using Losses = std::map<std::string, std::map<std::string, Loss>>;

  // One of those that are certain until now, and what stays with less for it.
  struct Leaving {
    UnusedDependency* unused = nullptr;  // of judge()'s `found`
    std::set<std::string> reached;       // all that it leads to, "tokio 1.40.0"
    Losses losses;
  };

  void attribute(const FeatureChange& change, const GraphTree& tree, std::vector<Leaving>& leaving);
  Loss weigh(const FeatureChange& change, GraphScope scope);
  bool may_read(const std::string& package, const std::string& feature);
  void blame(UnusedDependency& unused, const Losses& losses) const;

  const Workspace& workspace_;
  FileSystem& files_;
  std::map<std::string, bool> read_;  // "memchr 2.7.4 default": known already
};

}  // namespace makespan
