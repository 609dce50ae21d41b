#include "manifest/dependency_tables.h"

#include <algorithm>
#include <array>
#include <utility>

namespace makespan {
namespace {

constexpr std::array<std::pair<std::string_view, DependencyList>, 5> kSpellings = {{
    {"dependencies", DependencyList::normal},
    {"dev-dependencies", DependencyList::development},
    {"dev_dependencies", DependencyList::development},
    {"build-dependencies", DependencyList::build},
    {"build_dependencies", DependencyList::build},
}};

void add_tables_of(const TomlTree& tree, TomlTree::Id around, const TomlPath& path,
                   const std::string& target, std::vector<FoundTable>& tables) {
  for (const auto& [spelling, list] : kSpellings) {
    const std::optional<TomlTree::Id> id = tree.member(around, spelling);
    if (!id) continue;
    FoundTable found{.table = {.list = list, .target = target}, .path = path, .node = *id};
    found.path.emplace_back(spelling);
    tables.push_back(std::move(found));
  }
}

std::string without_spaces(std::string_view text) {
  std::string result(text);
  std::erase_if(result, [](char c) { return c == ' ' || c == '\t'; });
  return result;
}

}  // namespace

std::vector<FoundTable> dependency_tables(const TomlTree& tree) {
  std::vector<FoundTable> tables;
  add_tables_of(tree, TomlTree::kRoot, {}, {}, tables);
  if (const std::optional<TomlTree::Id> targets = tree.find({"target"})) {
    for (const auto& [target, id] : tree.node(*targets).members)
      add_tables_of(tree, id, {"target", target}, target, tables);
  }
  const TomlPath workspace = {"workspace", "dependencies"};
  if (const std::optional<TomlTree::Id> id = tree.find(workspace))
    tables.push_back({.table = {.list = DependencyList::workspace, .target = {}},
                      .path = workspace,
                      .node = *id});
  return tables;
}

std::optional<TomlPath> find_dependency(const TomlTree& tree, const DependencyTable& table,
                                        std::string_view name) {
  const std::string target = without_spaces(table.target);
  for (const FoundTable& found : dependency_tables(tree)) {
    if (found.table.list != table.list || without_spaces(found.table.target) != target) continue;
    if (!tree.member(found.node, name)) continue;
    TomlPath path = found.path;
    path.emplace_back(name);
    return path;
  }
  return std::nullopt;
}

}  // namespace makespan
