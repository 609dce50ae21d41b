#pragma once
// Our reader's tree beside toml++'s, for tests: the two write numbers and dates differently.

#include <string>

#include "manifest/toml_tree.h"

namespace makespan {

// Where they differ, or empty. Decimal integers are compared as numbers; of other numbers and of
// dates only the kind is, and of strings a line break may be "\r\n" or "\n" (toml++ drops the
// "\r").
std::string different_values(const TomlTree& own, const TomlTree& second);

}  // namespace makespan
