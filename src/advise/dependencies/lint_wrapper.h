#pragma once
// The lint's evidence: which `--extern` each target of the local packages was given and never used.
//
// A script stands in for rustc (RUSTC_WRAPPER), adds `--force-warn unused_crate_dependencies` to
// the calls of local packages (members, and path dependencies outside the workspace alike) and
// leaves in a folder what it was called with and what came back. Whether lints are capped says
// little: cargo caps those of all other packages, and RUSTFLAGS may cap all. The forced lint passes
// any cap.
//
//   NAME.call    words, each ended by a zero byte: where rustc ran, the package's directory, then
//                rustc and its arguments
//   NAME.err     rustc's standard error: JSON lines
//   NAME.status  rustc's exit status
//
// The arguments tell the unit apart better than cargo's own messages do: those do not say whether
// a library was compiled for itself or for its tests.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

// For /bin/sh. `folder` exists and is absolute; `packages` are the directories of local packages,
// as cargo calls them. One that cargo calls otherwise (through a link) is known by its lints being
// free.
std::string lint_wrapper_script(std::string_view folder, const std::vector<std::string>& packages);

// One compiler call of a local package.
struct CheckedCall {
  std::string working_directory;  // of rustc; what relative paths of the dep-info mean
  std::string package_directory;  // CARGO_MANIFEST_DIR
  std::string crate_name;
  std::string source;    // absolute
  std::string dep_info;  // absolute; the make rules that list the files it was compiled from
  std::vector<std::string> features;
  bool test = false;                // with --test
  bool succeeded = false;           // without it the lint's silence says nothing
  std::vector<std::string> given;   // crate names of --extern, sorted, without rustc's own
  std::vector<std::string> unused;  // of `given`, sorted
};

// nullopt for what is no compilation.
std::optional<CheckedCall> read_checked_call(std::string_view call, std::string_view error,
                                             std::string_view status);

// The files that a call was compiled from, absolute: what its dep-info says of `directory`'s rustc.
std::vector<std::string> read_dep_info(std::string_view text, std::string_view directory);

}  // namespace makespan
