#include "manifest/replaced_sources.h"

#include <set>

#include "manifest/toml_tree.h"

namespace makespan {
namespace {

std::vector<TomlTree::Id> tables_in(const TomlTree& tree, TomlTree::Id table) {
  std::vector<TomlTree::Id> tables;
  for (const auto& [key, id] : tree.node(table).members) {
    if (tree.node(id).kind == TomlKind::table) tables.push_back(id);
  }
  return tables;
}

}  // namespace

// [patch.crates-io] serde = { path = "…" }, [replace] "serde:1.0.0" = { path = "…" }
Result<std::vector<std::string>> replaced_source_paths(const TomlFile& file) {
  MAKESPAN_TRY(TomlTree tree, parse_toml_tree(file));
  std::vector<TomlTree::Id> lists;
  if (std::optional<TomlTree::Id> patch = tree.find({"patch"})) lists = tables_in(tree, *patch);
  if (std::optional<TomlTree::Id> replace = tree.find({"replace"})) lists.push_back(*replace);
  std::set<std::string> paths;
  for (TomlTree::Id list : lists) {
    for (TomlTree::Id entry : tables_in(tree, list)) {
      std::optional<TomlTree::Id> path = tree.member(entry, "path");
      if (path && tree.node(*path).kind == TomlKind::string) paths.insert(tree.node(*path).scalar);
    }
  }
  return std::vector<std::string>(paths.begin(), paths.end());
}

}  // namespace makespan
