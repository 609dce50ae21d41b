#pragma once
// The inside of an array or inline table: elements taken out and put in, with their commas, lines
// and comments.

#include <string>
#include <string_view>
#include <vector>

#include "manifest/toml_layout.h"
#include "manifest/toml_splice.h"

namespace makespan {

// Takes out those of the container's children for which `remove` (one for each child) is set. A
// child on lines of its own goes with its lines and the comment behind it.
std::vector<Splice> remove_children(const TomlLayout& layout, const TomlElement& container,
                                    const std::vector<bool>& remove);

// Puts `text` (a value, or `key = value` in a table) behind the last child: on a line of its own
// where that one has its own, else behind a comma.
std::vector<Splice> append_child(const TomlLayout& layout, const TomlElement& container,
                                 std::string_view text);

}  // namespace makespan
