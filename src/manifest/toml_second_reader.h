#pragma once
// What another TOML reader, toml++, makes of a text: the second opinion on each edit, and in tests
// the oracle of our own reader.

#include <optional>
#include <string_view>

#include "manifest/toml_tree.h"

namespace makespan {

// None: toml++ does not take the text. Numbers and dates are as it prints them.
std::optional<TomlTree> read_with_second_reader(std::string_view text);

}  // namespace makespan
