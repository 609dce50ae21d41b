#pragma once
// The few keys of Cargo.toml and of cargo's configuration that say where a build's files lie and
// how many jobs it has.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace makespan {

// Cargo.toml, as far as finding the workspace goes.
struct CargoManifest {
  std::string package;                        // empty: a virtual manifest
  bool is_workspace = false;                  // has a [workspace] table
  std::vector<std::string> members;           // of [workspace], with their globs
  std::vector<std::string> excluded;          // of [workspace]
  std::optional<std::string> workspace_path;  // `package.workspace`: where the root is
};

// .cargo/config.toml: `build.target-dir` and `build.build-dir` as written, and `build.jobs`.
struct CargoConfig {
  std::optional<std::string> target_directory;
  std::optional<std::string> build_directory;
  std::optional<int64_t> jobs;  // negative counts back from the cores; 0: "default", the cores
};

// `path` goes into the error, with the line of the mistake.
Result<CargoManifest> parse_cargo_manifest(std::string_view text, std::string_view path);
Result<CargoConfig> parse_cargo_config(std::string_view text, std::string_view path);

}  // namespace makespan
