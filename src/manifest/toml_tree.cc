#include "manifest/toml_tree.h"

#include <utility>

namespace makespan {

TomlTree::Id TomlTree::add(Node node) {
  nodes_.push_back(std::move(node));
  return static_cast<Id>(nodes_.size() - 1);
}

std::optional<TomlTree::Id> TomlTree::member(Id table, std::string_view key) const {
  const auto found = nodes_[table].members.find(key);
  if (found == nodes_[table].members.end()) return std::nullopt;
  return found->second;
}

std::optional<TomlTree::Id> TomlTree::find(const TomlPath& path) const {
  std::optional<Id> id = kRoot;
  for (const std::string& key : path) {
    id = member(*id, key);
    if (!id) return std::nullopt;
  }
  return id;
}

const std::string* TomlTree::string_at(const TomlPath& path) const {
  const std::optional<Id> id = find(path);
  return id && node(*id).kind == TomlKind::string ? &node(*id).scalar : nullptr;
}

void TomlTree::erase(const TomlPath& path) {
  const std::optional<Id> parent = find(TomlPath(path.begin(), path.end() - 1));
  if (parent) nodes_[*parent].members.erase(path.back());
}

void TomlTree::erase_empty(TomlPath path) {
  for (; !path.empty(); path.pop_back()) {
    const std::optional<Id> id = find(path);
    if (!id) continue;
    if (node(*id).kind != TomlKind::table || !node(*id).members.empty()) return;
    erase(path);
  }
}

void TomlTree::put(const TomlPath& path, const TomlTree& other, Id source) {
  Id at = kRoot;
  for (const std::string& key : path) {
    std::optional<Id> next = member(at, key);
    if (!next || (node(*next).kind != TomlKind::table && &key != &path.back())) {
      next = add({});
      nodes_[at].members.insert_or_assign(key, *next);
    }
    at = *next;
  }
  std::vector<std::pair<Id, Id>> to_copy = {{source, at}};
  while (!to_copy.empty()) {
    const auto [from, to] = to_copy.back();
    to_copy.pop_back();
    const Node& original = other.node(from);
    Node copy{.kind = original.kind, .scalar = original.scalar, .members = {}, .elements = {}};
    for (const auto& [key, id] : original.members)
      to_copy.emplace_back(id, copy.members.emplace(key, add({})).first->second);
    for (const Id id : original.elements) {
      copy.elements.push_back(add({}));
      to_copy.emplace_back(id, copy.elements.back());
    }
    nodes_[to] = std::move(copy);
  }
}

namespace {

// Two nodes at the same place, and how to get there: a link to the pair around them.
struct Pair {
  TomlTree::Id a = 0;
  TomlTree::Id b = 0;
  size_t around = 0;
  std::string key;
};

std::string path_of(const std::vector<Pair>& pairs, size_t at, std::string_view last) {
  TomlPath path;
  if (!last.empty()) path.emplace_back(last);
  for (; at != 0; at = pairs[at].around)
    path.insert(path.begin(), pairs[at].key);
  return toml_path_text(path);
}

}  // namespace

std::optional<std::string> first_difference(const TomlTree& a, const TomlTree& b) {
  std::vector<Pair> pairs(1);
  for (size_t i = 0; i < pairs.size(); ++i) {
    const TomlTree::Node& x = a.node(pairs[i].a);
    const TomlTree::Node& y = b.node(pairs[i].b);
    if (x.kind != y.kind || x.scalar != y.scalar || x.elements.size() != y.elements.size())
      return path_of(pairs, i, {});
    for (size_t e = 0; e < x.elements.size(); ++e)
      pairs.push_back(
          {.a = x.elements[e], .b = y.elements[e], .around = i, .key = std::to_string(e)});
    for (const auto& [key, id] : x.members) {
      const auto other = y.members.find(key);
      if (other == y.members.end()) return path_of(pairs, i, key);
      pairs.push_back({.a = id, .b = other->second, .around = i, .key = key});
    }
    for (const auto& [key, id] : y.members)
      if (!x.members.contains(key)) return path_of(pairs, i, key);
  }
  return std::nullopt;
}

}  // namespace makespan
