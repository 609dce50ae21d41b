#pragma once
// Reads a Workspace (model/workspace.h): what `cargo metadata` says, and the bytes of the files
// that a fix may want to edit. Builds nothing, fetches nothing, writes nothing.
//
// cargo is asked with --locked, since without it `cargo metadata` writes Cargo.lock into the user's
// tree. Where packages for other platforms were never fetched (the usual case after `cargo build`)
// it is asked again for this host alone.

#include <string>
#include <vector>

#include "base/result.h"
#include "model/workspace.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

struct WorkspaceQuestion {
  std::string directory;               // absolute: anywhere in the workspace
  std::string cargo_home;              // CARGO_HOME, else ~/.cargo; empty: none
  std::string toolchain;               // "+nightly" as cargo's first argument; empty: none
  std::vector<std::string> arguments;  // more of `cargo metadata`: "--all-features"
  // false: cargo may bring Cargo.lock up to date. Only for a scratch copy.
  bool locked = true;
  // Where `arguments` make cargo answer about a copy of the manifests: the copy's directory and the
  // one that it is of. Paths in cargo's answer are led back. Empty: it answers about the original.
  std::string copy;
  std::string copy_of;
};

// An error where cargo cannot be run or refuses, with what it said. A path dependency whose
// manifest cannot be read is one too.
Result<Workspace> gather_workspace(FileSystem& files, CommandRunner& commands,
                                   const WorkspaceQuestion& question);

// What `cargo metadata --format-version 1` prints, without the bytes of the files. For tests and
// for those who ran cargo themselves.
Result<Workspace> parse_cargo_metadata(std::string_view json);

}  // namespace makespan
