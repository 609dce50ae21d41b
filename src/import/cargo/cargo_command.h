#pragma once
// A cargo command line: which subcommand, profile, jobs, packages.
//
//   cargo +nightly --color=always test -p app --profile=ci -j4 -- --nocapture

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

struct CargoCommand {
  std::string_view subcommand;        // as written: "b", "build", an alias; empty: bare `cargo`
  std::string_view profile;           // of --profile and --release; empty where neither is there
  std::string_view target_directory;  // of --target-dir
  std::string_view manifest_path;     // of --manifest-path
  std::optional<int64_t> jobs;        // of -j; negative counts back from the cores
  std::vector<std::string_view> packages;  // of -p
  // The first word behind the subcommand that is neither an option nor the value of one: what
  // `cargo test` looks for, and with `cargo run` the first of the program's own. Empty: none.
  std::string_view operand;
};

// `arguments` without the program's name; what stands behind `--`, and with `cargo run` all from
// its operand on, is the program's own.
CargoCommand parse_cargo_command(std::span<const std::string_view> arguments);

// Whether the subcommand can compile or run something. False for `cargo metadata`, `cargo tree` and
// the like; an alias may do anything.
bool may_build(std::string_view subcommand);

// The profile that the subcommand has where the command line names none: "release" for install,
// "bench" for bench, "dev" for all else.
std::string_view default_profile(std::string_view subcommand);

// The words as one would type them into a shell.
std::string quoted_command(std::span<const std::string_view> words);

}  // namespace makespan
