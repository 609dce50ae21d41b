#pragma once
// Other places of a Cargo.toml that name a dependency: what must be looked at before one goes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"

namespace makespan {

struct FeatureMention {
  std::string feature;  // whose list; "bin.server" for the `required-features` of a target
  std::string text;     // "dep:foo", "foo/std", "foo?/std", or "foo" (its implicit feature)
  size_t line = 0;

  bool operator==(const FeatureMention&) const = default;
};

// Where [features] and the targets' `required-features` name the dependency `name` (its key), by
// line.
Result<std::vector<FeatureMention>> feature_mentions(const TomlFile& manifest,
                                                     std::string_view name);

// Somebody told a tool that finds unused dependencies to leave this one alone.
struct IgnoredDependency {
  std::string tool;        // "cargo-machete", "cargo-shear", "cargo-udeps"
  std::string name;        // as written there: the key, or the crate's name with _
  bool workspace = false;  // in [workspace.metadata.…]: holds for each member
  size_t line = 0;

  bool operator==(const IgnoredDependency&) const = default;
};

// By line.
Result<std::vector<IgnoredDependency>> ignored_dependencies(const TomlFile& manifest);

}  // namespace makespan
