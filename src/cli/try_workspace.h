#pragma once
// What a try must know of a workspace before it copies it: where it is, which path dependencies lie
// outside it, which members depend on which. From `cargo metadata --no-deps`, which needs no lock
// file and writes none, and from the [patch] tables, which it does not tell of.

#include <string>
#include <vector>

#include "base/result.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

struct LocalPackage {
  std::string name;
  std::string directory;
  std::string source;                     // of its library, else of its first binary; may be empty
  std::vector<std::string> dependencies;  // directories of its path dependencies, each once
};

struct TryWorkspace {
  std::string root;
  std::string target_directory;
  std::vector<LocalPackage> members;  // by name
  std::vector<std::string> outside;   // directories of path dependencies outside, and of what
                                      // [patch] and [replace] name by path, each once
};

// `cargo` is how it is called ({"cargo", "+nightly"}). `directory` is absolute, anywhere in the
// workspace. An error says what cargo said.
Result<TryWorkspace> gather_try_workspace(FileSystem& files, CommandRunner& commands,
                                          const std::vector<std::string>& cargo,
                                          const std::string& directory);

}  // namespace makespan
