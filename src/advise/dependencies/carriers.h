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
//
// What is judged is a set. Several may carry what each alone does not; and what all of them leave
// is gone, while it stays, with less, as soon as one of them stays:
//
//   one ──► memchr [std]      without both memchr is not built; without `one` alone it is built
//   two ──► memchr            without `std`, and two may need that
//
// A feature that goes without a set goes without any larger one as long as its package stays. So a
// set is safe in every part of it if it is safe whole and without each single one of it.

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
  // gives them. Sets their changes, adds to their doubts. Whether any is certain no longer: those
  // that are left are then another set, to be judged anew.
  bool judge(const std::vector<GraphTree>& before, const std::vector<GraphTree>& after,
             std::vector<UnusedDependency>& found);

  // Of a set that was judged safe: the places of those who leave packages that only others who
  // leave need too.
  std::vector<size_t> shared_leavers(const std::vector<GraphTree>& before,
                                     const std::vector<GraphTree>& after,
                                     const std::vector<UnusedDependency>& found);

  // `after` without those that are certain but `found[stays]`. Those who take something from what
  // it builds on may go only together with it: adds to their `apart`.
  void judge_apart(const std::vector<GraphTree>& before, const std::vector<GraphTree>& after,
                   size_t stays, std::vector<UnusedDependency>& found);

 private:
  // What is known about one change: how it reads, and where it can matter.
  struct Loss {
    std::string text;
    bool read = true;  // by its code
    GraphScope scope = GraphScope::products;
  };
  // By package ("bitflags 2.6.0"), each change once.
  using Losses = std::map<std::string, std::map<std::string, Loss>>;

  // What is a doubt, of the dependency's own package and of others.
  struct Doubtful {
    std::vector<std::string> own;
    std::vector<std::string> others;
  };

  // One of those that are certain until now, and what stays with less for it.
  struct Leaving {
    UnusedDependency* unused = nullptr;  // of judge()'s `found`
    std::set<std::string> reached;       // all that it leads to, "tokio 1.40.0"
    Losses losses;
  };

  std::vector<Leaving> leaving_of(std::vector<UnusedDependency>& found) const;
  void attribute_all(const std::vector<GraphTree>& before, const std::vector<GraphTree>& after,
                     std::vector<Leaving>& leaving);
  void attribute(const FeatureChange& change, const GraphTree& tree, std::vector<Leaving>& leaving);
  Loss weigh(const FeatureChange& change, GraphScope scope);
  bool may_read(const std::string& package, const std::string& feature);
  [[nodiscard]] Doubtful doubtful(const UnusedDependency& unused, const Losses& losses) const;
  bool blame(UnusedDependency& unused, const Losses& losses) const;

  const Workspace& workspace_;
  FileSystem& files_;
  std::map<std::string, bool> read_;  // "memchr 2.7.4 default": known already
};

}  // namespace makespan
