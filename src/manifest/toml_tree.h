#pragma once
// TomlTree: what a TOML text says, without how it is written. Edits are checked with it: the tree
// before, changed as the edit says, must be the tree after.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"
#include "manifest/toml_layout.h"

namespace makespan {

class TomlTree {
 public:
  using Id = uint32_t;
  static constexpr Id kRoot = 0;

  struct Node {
    TomlKind kind = TomlKind::table;
    std::string scalar;  // a string: decoded; a number, boolean or date: as its reader has it
    std::map<std::string, Id, std::less<>> members;  // of a table
    std::vector<Id> elements;                        // of an array
  };

  TomlTree() : nodes_(1) {}

  [[nodiscard]] const Node& node(Id id) const { return nodes_[id]; }
  [[nodiscard]] Node& node(Id id) { return nodes_[id]; }
  Id add(Node node);  // to hang in somewhere

  // Through tables only.
  [[nodiscard]] std::optional<Id> find(const TomlPath& path) const;
  [[nodiscard]] std::optional<Id> member(Id table, std::string_view key) const;
  // The string at `path`; null: none, or something else.
  [[nodiscard]] const std::string* string_at(const TomlPath& path) const;

  void erase(const TomlPath& path);  // with all below; nothing where there is nothing
  // Erases the table at `path` where it is empty, then the one that it was in, and so on.
  void erase_empty(TomlPath path);
  // A copy of `source`, which is another tree's node; tables on the way are made. A value that
  // stands in the way goes.
  void put(const TomlPath& path, const TomlTree& other, Id source);

 private:
  std::vector<Node> nodes_;  // the first is the root, a table
};

// A path at which the two differ, "as.toml.writes.it", or none.
std::optional<std::string> first_difference(const TomlTree& a, const TomlTree& b);

// A text's tree by our own reader. What TOML forbids (a key or table defined twice) is an error.
Result<TomlTree> read_toml_tree(const TomlLayout& layout, std::string_view path);
Result<TomlTree> parse_toml_tree(const TomlFile& file);

}  // namespace makespan
