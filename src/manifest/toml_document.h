#pragma once
// TomlDocument: a text with where everything stands and what it says, and the search in it.

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"
#include "manifest/toml_layout.h"
#include "manifest/toml_tree.h"

namespace makespan {

struct TomlDocument {
  TomlFile file;
  TomlLayout layout;
  TomlTree tree;
};

Result<TomlDocument> open_toml(const TomlFile& file);

// Where something at or below a path is written: a section, or a key. What a section holds is not
// listed beside it, nor what a value holds.
struct TomlPlace {
  size_t statement = 0;               // TomlLayout::statements
  std::optional<uint32_t> element;    // TomlLayout::elements; none: the statement is a header
  std::optional<uint32_t> container;  // the inline table right around the element
  size_t depth = 0;    // of the path's keys, how many come before the element's own; header: 0
  bool exact = false;  // its path is the path, not below it
};

// In the file's order. The path must lead through tables only (TomlTree::find finds it): arrays of
// tables on the way are not told apart.
std::vector<TomlPlace> find_places(const TomlLayout& layout, const TomlPath& path);

// The first byte of its key, or of its header's line.
size_t begin_of(const TomlLayout& layout, const TomlPlace& place);

// The value whose path it is; none: a table without bytes of its own.
std::optional<TomlPlace> find_value_place(const TomlLayout& layout, const TomlPath& path);

// Its section [path]; none: there is none, or it is [[path]].
std::optional<size_t> find_section(const TomlLayout& layout, const TomlPath& path);

}  // namespace makespan
