#include "import/cargo/locked_dependents.h"

#include <algorithm>
#include <unordered_map>

#include "base/take_line.h"

namespace makespan {
namespace {

// What stands between the first two quotes; empty where there are none.
std::string_view quoted(std::string_view line) {
  size_t first = line.find('"');
  if (first == std::string_view::npos) return {};
  line.remove_prefix(first + 1);
  size_t last = line.find('"');
  return last == std::string_view::npos ? std::string_view() : line.substr(0, last);
}

struct NamedNode {
  LockNode node;
  std::vector<std::string> wanted;  // "serde", "syn 2.0.1", "syn 2.0.1 (registry+…)"
};

std::vector<NamedNode> read_packages(std::string_view text) {
  std::vector<NamedNode> packages;
  bool in_package = false;
  bool in_list = false;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.starts_with('[')) {
      in_package = line == "[[package]]";
      in_list = false;
      if (in_package) packages.emplace_back();
    } else if (!in_package) {
      continue;
    } else if (line.starts_with("dependencies = [")) {
      in_list = true;
    } else if (line.starts_with(']')) {
      in_list = false;
    } else if (in_list) {
      if (std::string_view name = quoted(line); !name.empty()) {
        packages.back().wanted.emplace_back(name);
      }
    } else if (line.starts_with("name = ")) {
      packages.back().node.name = quoted(line);
    } else if (line.starts_with("version = ")) {
      packages.back().node.version = quoted(line);
    }
  }
  return packages;
}

}  // namespace

std::vector<LockNode> read_lock_graph(std::string_view text) {
  std::vector<NamedNode> packages = read_packages(text);
  // "syn" and "syn 2.0.1" both lead to it; where there are several versions nobody says "syn".
  std::unordered_map<std::string, uint32_t> index;
  for (uint32_t i = 0; i < packages.size(); ++i) {
    const LockNode& node = packages[i].node;
    index.emplace(node.name, i);
    index.emplace(node.name + ' ' + node.version, i);
  }
  std::vector<LockNode> nodes;
  nodes.reserve(packages.size());
  for (NamedNode& package : packages) {
    for (std::string& wanted : package.wanted) {
      wanted.resize(std::min(wanted.find(" ("), wanted.size()));
      auto found = index.find(wanted);
      if (found != index.end()) package.node.dependencies.push_back(found->second);
    }
    nodes.push_back(std::move(package.node));
  }
  return nodes;
}

std::vector<bool> reached_from(const std::vector<LockNode>& nodes,
                               const std::vector<uint32_t>& from, bool reversed) {
  std::vector<std::vector<uint32_t>> next(nodes.size());
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    for (uint32_t on : nodes[i].dependencies)
      reversed ? next[on].push_back(i) : next[i].push_back(on);
  }
  std::vector<bool> reached(nodes.size());
  std::vector<uint32_t> open = from;
  while (!open.empty()) {
    uint32_t at = open.back();
    open.pop_back();
    if (reached[at]) continue;
    reached[at] = true;
    open.insert(open.end(), next[at].begin(), next[at].end());
  }
  return reached;
}

}  // namespace makespan
