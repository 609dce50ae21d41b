#include "advise/dependencies/feature_tree.h"

#include <algorithm>
#include <iterator>

#include "base/take_line.h"

namespace makespan {
namespace {

std::set<std::string> split_features(std::string_view text) {
  std::set<std::string> features;
  while (!text.empty()) {
    const size_t end = std::min(text.find(','), text.size());
    if (end > 0) features.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return features;
}

std::set<std::string> all_features(const std::set<std::string>& variants) {
  std::set<std::string> all;
  for (const std::string& variant : variants)
    all.merge(split_features(variant));
  return all;
}

std::vector<std::string> difference(const std::set<std::string>& a,
                                    const std::set<std::string>& b) {
  std::vector<std::string> only;
  std::ranges::set_difference(a, b, std::back_inserter(only));
  return only;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

const char* edges_of(GraphScope scope) {
  switch (scope) {
    case GraphScope::products:
      return "normal,no-proc-macro";
    case GraphScope::tests:
      return "normal,dev,no-proc-macro";
    case GraphScope::building:
      return "normal,build,dev";
  }
  return "";
}

}  // namespace

std::vector<std::string> feature_tree_command(std::string_view package, GraphScope scope,
                                              bool all_platforms) {
  std::vector<std::string> words = {"tree", "--offline", "--prefix", "none"};
  if (all_platforms) words.insert(words.end(), {"--target", "all"});
  words.insert(words.end(), {"--format", "{p}\t{f}", "--edges"});
  words.emplace_back(edges_of(scope));
  if (package.empty())
    words.emplace_back("--workspace");
  else
    words.insert(words.end(), {"--package", std::string(package)});
  return words;
}

FeatureTree read_feature_tree(std::string_view text) {
  FeatureTree tree;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const size_t tab = line.find('\t');
    const size_t name = line.find(" v");
    if (tab == std::string_view::npos || name == std::string_view::npos || name > tab) continue;
    const size_t version = std::min(line.find(' ', name + 2), tab);
    std::string_view features = line.substr(tab + 1);
    features = features.substr(0, features.find(" (*)"));
    std::string package(line.substr(0, name));
    package += ' ';
    package += line.substr(name + 2, version - name - 2);
    tree.packages[package].emplace(features);
  }
  return tree;
}

// One set before and after: they must be equal. Several (target and host): a set may vanish with
// those that asked for it, but none may come that was not there.
std::vector<FeatureChange> compare(const FeatureTree& before, const FeatureTree& after) {
  std::vector<FeatureChange> changes;
  for (const auto& [package, variants] : after.packages) {
    const auto old = before.packages.find(package);
    if (old == before.packages.end()) {
      // Another version than before; or quite new, which no edit here should bring about.
      const std::set<std::string> features = all_features(variants);
      changes.push_back(
          {.package = package, .lost = {}, .gained = {features.begin(), features.end()}});
      continue;
    }
    if (std::ranges::includes(old->second, variants)) continue;
    const std::set<std::string> was = all_features(old->second);
    const std::set<std::string> is = all_features(variants);
    changes.push_back(
        {.package = package, .lost = difference(was, is), .gained = difference(is, was)});
  }
  return changes;
}

std::string describe(const FeatureChange& change) {
  if (!change.lost.empty()) return change.package + " loses " + joined(change.lost);
  if (!change.gained.empty()) return change.package + " gains " + joined(change.gained);
  return change.package + " is resolved differently";
}

}  // namespace makespan
