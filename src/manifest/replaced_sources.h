#pragma once
// What takes the place of packages from elsewhere: [patch] of a workspace's root manifest or of
// cargo's configuration, and [replace].

#include <string>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"

namespace makespan {

// Their `path`s, as written, sorted, each once.
Result<std::vector<std::string>> replaced_source_paths(const TomlFile& file);

}  // namespace makespan
