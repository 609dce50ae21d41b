#pragma once
// Where a Cargo.toml's dependency tables are, under each of their spellings.

#include <optional>
#include <string_view>
#include <vector>

#include "manifest/dependencies.h"
#include "manifest/toml_tree.h"

namespace makespan {

struct FoundTable {
  DependencyTable table;
  TomlPath path;
  TomlTree::Id node = 0;
};

// All that the manifest has, in a fixed order.
std::vector<FoundTable> dependency_tables(const TomlTree& tree);

// The path of the dependency `name` in `table`, spaces in the target aside. None: not declared.
std::optional<TomlPath> find_dependency(const TomlTree& tree, const DependencyTable& table,
                                        std::string_view name);

}  // namespace makespan
