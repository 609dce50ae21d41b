#pragma once
// FeatureTree: which packages a build needs and with which features, as `cargo tree` prints them,
// and what one edit of a manifest changes about it. A dependency that no code names may still be
// there to switch on a feature of another package, or to hold it to a version.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

struct FeatureTree {
  // "tokio 1.40.0" -> each set of features that it is built with ("net,rt,time"): one for the
  // target, maybe another one for proc-macros and build scripts.
  std::map<std::string, std::set<std::string>> packages;
};

// What a tree is of. In products and tests each package has one set of features; what builds them
// runs on the host, and has a set of its own.
enum class GraphScope {
  products,  // what is shipped
  tests,     // and what is for development
  building,  // and proc-macros and build scripts, with all that they use
};

// The arguments behind `cargo` for one package or, with an empty name, the workspace.
std::vector<std::string> feature_tree_command(std::string_view package, GraphScope scope,
                                              bool all_platforms);

// Lines "tokio v1.40.0 (proc-macro) (/path)\tnet,rt (*)".
FeatureTree read_feature_tree(std::string_view text);

struct FeatureChange {
  std::string package;  // "tokio 1.40.0"
  std::vector<std::string> lost;
  std::vector<std::string> gained;  // never by leaving out a dependency, but for odd resolutions

  bool operator==(const FeatureChange&) const = default;
};

// Of the packages that stay; "dashmap 5.5.3" that comes instead of another version counts as all
// of its features gained. By package.
std::vector<FeatureChange> compare(const FeatureTree& before, const FeatureTree& after);

// "tokio 1.40.0 loses net, time".
std::string describe(const FeatureChange& change);

}  // namespace makespan
