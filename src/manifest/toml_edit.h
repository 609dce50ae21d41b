#pragma once
// Edits of one key of any TOML file; the ones that know Cargo are built from these. See toml_file.h
// for what every edit promises.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"

namespace makespan {

// Removes what stands at `path` and below, in whichever forms it is written: keys with the comment
// behind them, sections with all between their header and their last key, elements of inline
// tables. Blank lines around what goes are merged. Absent: ErrorKind::not_found.
Result<std::string> remove_toml_key(const TomlFile& file, const TomlPath& path);

// Where a new key goes among those of its section.
enum class TomlOrder {
  last,
  sorted,  // to its place by name, if the others are sorted; else last
};

// Gives `path` the value, TOML of one line or more. One that is there is exchanged, with all that
// is in it; else the key is added to its table in the form that this has, or in a new section
// behind those with most of its name. A table that is not one value cannot be given another:
// ErrorKind::unsupported.
Result<std::string> set_toml_value(const TomlFile& file, const TomlPath& path,
                                   std::string_view value, TomlOrder order = TomlOrder::last);

// Moves what stands at `from` and below to `to`, which differs in one key before the last
// (`dependencies.foo` to `dev-dependencies.foo`): lines with their bytes and the comment behind
// them, headers by exchanging the key. ErrorKind::invalid if there is something at `to`.
Result<std::string> move_toml_key(const TomlFile& file, const TomlPath& from, const TomlPath& to);

// Makes the array of strings at `path` hold exactly these: those that are not wanted go, missing
// ones are added at its end, those that stay keep their order, bytes and comments. Made where there
// is none.
Result<std::string> set_toml_strings(const TomlFile& file, const TomlPath& path,
                                     const std::vector<std::string>& wanted);

// Adds strings at the end of the array at `path`, also those that it has. Made where there is none.
Result<std::string> append_toml_strings(const TomlFile& file, const TomlPath& path,
                                        const std::vector<std::string>& more);

}  // namespace makespan
