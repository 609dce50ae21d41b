#pragma once
// The command that a try builds with, from the command that was recorded or given.

#include <string>
#include <vector>

#include "base/result.h"

namespace makespan {

// What is built is what `command` would build, and nothing is run: `cargo run` becomes `cargo
// build`, `cargo test` and `cargo bench` get `--no-run`, `cargo clippy` loses `--fix`, and the
// words for a program go. `--target-dir`, `--build-dir` and `--artifact-dir` go: a try says where.
// Commands other than cargo's stay as they are. An error where a word was masked when it was
// recorded, and where cargo would write into the user's own directories all the same (`cargo
// install`, `--lockfile-path`).
Result<std::vector<std::string>> buildable_command(std::vector<std::string> command);

// cargo as the command calls it, for other subcommands: {"cargo", "+nightly"} of `cargo +nightly
// build`; {"cargo"} where the command is another program.
std::vector<std::string> cargo_of(const std::vector<std::string>& command);

// The values of cargo's `--config`: settings (`build.jobs=1`) and files.
std::vector<std::string> config_values(const std::vector<std::string>& command);

// The values of cargo's `--target`.
std::vector<std::string> target_values(const std::vector<std::string>& command);

// The value of cargo's `--manifest-path`; empty: there is none.
std::string manifest_path(const std::vector<std::string>& command);

// The same command with another value there.
std::vector<std::string> with_manifest_path(std::vector<std::string> command,
                                            const std::string& path);

// `cargo test` of what `command` (a buildable one) builds. An error where that is not known.
Result<std::vector<std::string>> testing_command(std::vector<std::string> command);

// For a command that stops before linking (`cargo check`, `cargo clippy`): the `cargo build` of the
// same. Empty for all others.
std::vector<std::string> linking_command(std::vector<std::string> command);

// The same command, building with that profile of cargo's instead of its own.
std::vector<std::string> with_profile(std::vector<std::string> command, const std::string& profile);

// Whether the command is cargo's own, whatever its path.
bool is_cargo(const std::vector<std::string>& command);

}  // namespace makespan
