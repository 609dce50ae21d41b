#pragma once
// Whole lines of a TOML text taken out and put in: what toml_edit.cc makes its edits of.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_document.h"
#include "manifest/toml_edit.h"
#include "manifest/toml_splice.h"

namespace makespan {

// Takes out those statements for which `remove` is set, and a blank line where two would meet.
std::vector<Splice> remove_statements(const TomlLayout& layout, const std::vector<bool>& remove);

// Marks a section from its header to its last key: a comment behind that is somebody else's.
void mark_section(const TomlLayout& layout, size_t header, std::vector<bool>& marked);

// `after` without its last line break where `before` has none.
std::string keep_missing_break(std::string_view before, std::string after);

// New keys of one table: each entry is `key = value` without a line break, its keys relative to
// `table`, the first one's being `first_key`.
struct NewEntries {
  TomlPath table;
  std::string first_key;
  std::vector<std::string> lines;
  TomlOrder order = TomlOrder::last;
  TomlPath near;  // a new section goes behind those that begin so; empty: like its own name
};

// Adds them in the form that the table has, or in a new section.
Result<std::vector<Splice>> add_entries(const TomlDocument& document, const NewEntries& entries);

}  // namespace makespan
