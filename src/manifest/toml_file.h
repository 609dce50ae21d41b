#pragma once
// A TOML file as this room's functions take it: its bytes, and what errors call it.
//
// Every edit of this room gives the whole new text or an error; the given text is never changed.
// What an edit does not name keeps its bytes: comments, order, spaces, line endings, the byte order
// mark, a last line without a break. Each edit reads its own result again and compares the parsed
// values: they differ from the original's exactly where the edit says, or there is no result.
//
// TOML 1.0 and 1.1 (inline tables over several lines). Refused, with an error that says so: text
// that is not UTF-8, more than 128 levels, more than 4 MiB.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace makespan {

struct TomlFile {
  std::string_view text;
  std::string_view path;  // begins each error; only printed
};

// Keys from the root, unquoted: {"profile", "dev", "package", "*", "opt-level"}.
using TomlPath = std::vector<std::string>;

// As TOML writes it: profile.dev.package."*".opt-level, target.'cfg(unix)'.dependencies.
std::string toml_path_text(const TomlPath& path);

// `text` as a TOML string in double quotes.
std::string toml_quote(std::string_view text);

// The file is TOML; else the error, with the line of the mistake.
Status check_toml(const TomlFile& file);

struct TomlValue {
  std::string text;  // as the file writes it, quotes and all: "thin" with them, 16 without
  size_t line = 0;   // where it stands, from 1
};

// The value at `path`: absent where there is none, or where a table stands that has no bytes of its
// own (a section, dotted keys). An inline table is a value.
Result<std::optional<TomlValue>> find_toml_value(const TomlFile& file, const TomlPath& path);

// The string at `path`, without its quotes and escapes; absent where there is none or no string.
Result<std::optional<std::string>> find_toml_string(const TomlFile& file, const TomlPath& path);

}  // namespace makespan
