#pragma once
// Single values of TOML: which kind a token is, and what a string says.

#include <optional>
#include <string>
#include <string_view>

#include "manifest/toml_layout.h"

namespace makespan {

// A number, boolean or date: the kind that its letters make it; none: it is none of them.
std::optional<TomlKind> bare_value_kind(std::string_view token);

// What a quoted string says, of any of the four kinds, quotes included in `quoted`. None where an
// escape is not TOML's.
std::optional<std::string> decode_string(std::string_view quoted);

// May stand as a key without quotes.
bool is_bare_key(std::string_view text);

}  // namespace makespan
