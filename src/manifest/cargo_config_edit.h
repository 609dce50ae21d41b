#pragma once
// Changes of `.cargo/config.toml`. An empty text is a file that is not there yet. Edits as
// toml_file.h promises.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"

namespace makespan {

// `value` is TOML (toml_quote makes a string): {"target", "x86_64-unknown-linux-gnu", "linker"},
// "\"clang\"".
Result<std::string> set_config_value(const TomlFile& config, const TomlPath& key,
                                     std::string_view value);

// Adds arguments to the end of a list such as `build.rustflags`, which cargo reads as an array or
// as one string with spaces: the form that stands there stays, and an array is made where nothing
// does. What is in it in this order already is not added again.
Result<std::string> append_config_arguments(const TomlFile& config, const TomlPath& key,
                                            const std::vector<std::string>& arguments);

}  // namespace makespan
