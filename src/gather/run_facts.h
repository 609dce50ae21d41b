#pragma once
// What a run's record says of its surroundings: which project, which tools, which revision. Facts
// are gathered beside a build that is already running, so nothing here fails, waits long or writes:
// what cannot be told stays empty. `stop` is asked often; where it says so, the tool that is being
// asked is killed and no other started.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/run.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

// The workspace root of the Cargo project in `directory`, else the root of its git checkout, else
// the directory itself. `directory` is absolute.
std::string find_project_root(FileSystem& files, const std::string& directory);

// cargo's and rustc's versions as they are in `directory` (rustup's overrides count). `toolchain`
// is cargo's first argument where it is one, as in `cargo +nightly build`; empty otherwise. Tools
// that are missing, fail or do not answer in 5 s are left out. A toolchain that rustup would have
// to install first is missing: the build installs it just now.
std::vector<ToolVersion> find_toolchain(CommandRunner& commands, const std::string& directory,
                                        const std::string& toolchain,
                                        const std::function<bool()>& stop);

// "x86_64-unknown-linux-gnu" of what `rustc -vV` printed; empty where it does not say.
std::string host_triple_in(std::string_view verbose_version);

struct GitState {
  std::string revision;       // 40 hex digits; empty: no git, no checkout, no commit yet
  std::optional<bool> dirty;  // tracked files differ from the revision; untracked ones do not count
};

// One call of git, which takes no locks and refreshes no index.
GitState find_git_state(CommandRunner& commands, const std::string& directory,
                        const std::function<bool()>& stop);

}  // namespace makespan
