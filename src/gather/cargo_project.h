#pragma once
// Where a Cargo project's build leaves its files, found as cargo finds it but without calling cargo
// (`cargo metadata` takes longer than the whole first screen may).
//
// Workspace: the nearest Cargo.toml upward; its `package.workspace` if it has one; else the nearest
// one further up with a [workspace] table that does not exclude it.
// Target directory, the first of: CARGO_TARGET_DIR, CARGO_BUILD_TARGET_DIR, `build.target-dir` of
// `.cargo/config` or `.cargo/config.toml` in the directory and each of its parents, then of cargo's
// home; else `target` in the workspace root. The build directory likewise; else the target
// directory. `--target-dir` and `--config` on cargo's command line cannot be known here.

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "system/file_system.h"

namespace makespan {

// Values of the caller's environment; none where a variable is not set or empty.
struct CargoEnvironment {
  std::optional<std::string> target_dir;        // CARGO_TARGET_DIR
  std::optional<std::string> build_target_dir;  // CARGO_BUILD_TARGET_DIR
  std::optional<std::string> build_build_dir;   // CARGO_BUILD_BUILD_DIR
  std::string cargo_home;                       // CARGO_HOME, else ~/.cargo; may be empty
};

struct CargoProject {
  std::string workspace_root;
  std::string target_directory;  // final artifacts
  std::string build_directory;   // fingerprints and intermediates; mostly the same
};

// The workspace alone; nullopt where no Cargo.toml is there or above.
Result<std::optional<std::string>> find_workspace_root(FileSystem& files,
                                                       const std::string& directory);

// `build.jobs` for a cargo that is started in `directory` (absolute), of the same files in the same
// order (cargo_toml.h says what the number means); nullopt where none says it or one cannot be
// read.
std::optional<int64_t> find_configured_jobs(FileSystem& files, const std::string& directory,
                                            const std::string& cargo_home);

// `directory` is absolute. nullopt where no Cargo.toml is there or above. An error where a file on
// the way cannot be read or is no TOML, or where the build directory's template is unknown.
Result<std::optional<CargoProject>> find_cargo_project(FileSystem& files,
                                                       const std::string& directory,
                                                       const CargoEnvironment& environment);

}  // namespace makespan
