#pragma once
// Run: one build, as it was asked for and what it ran on; and the Invocations of build tools in it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.h"
#include "model/ids.h"

namespace makespan {

// How a run was come by; printed with every figure that depends on it.
enum class RunSource {
  recorded,          // ptrace: every process, exact CPU and waits
  coarse,            // /proc polling: short processes are missed, times are to a polling period
  target_directory,  // rebuilt from what the last build left on disk: no CPU, no waits
  imported,          // another tool's log
};

// The machine as the build could use it.
struct Host {
  std::string cpu_model;
  std::string kernel;         // "Linux 6.18.44"
  uint32_t online_cores = 0;  // of the machine
  // Of the affinity mask and the container's CPU quota: what the build could use. A quota may be
  // fractional. 0 is unknown.
  double cores = 0;
  uint64_t memory_bytes = 0;  // of the machine or the container, the smaller; 0 is unknown
};

struct ToolVersion {
  std::string name;     // "cargo", "rustc"
  std::string version;  // "1.95.0 (f2d3ce0bd 2026-03-21)"
};

struct Run {
  // "20261124-081502-3f9a": start in UTC and four random letters or digits. Sorts by time.
  std::string id;
  std::vector<std::string> command;
  std::string working_directory;
  std::string project_root;  // workspace root, git root or working directory
  RunSource source = RunSource::recorded;
  Host host;
  std::vector<ToolVersion> toolchain;
  std::string git_revision;  // empty where there is none
  std::optional<bool> git_dirty;
  UnixTime started;
  Duration wall;
  // CPU of every process of the run, user + system. none: unknown (a target directory).
  std::optional<Duration> cpu;
  std::optional<int> exit_code;  // 128+N for signal N, as a shell says it; none: unknown
  bool cold = false;             // `run --cold`: into a scratch target directory
  bool complete = true;          // false: recovered from a recording whose recorder died
  std::string makespan_version;
};

enum class BuildTool { cargo, ninja, make, other };

// One call of a build tool within a run. A run may hold several: just, make, xtask, nextest, a
// cargo inside a build script.
struct Invocation {
  BuildTool tool = BuildTool::cargo;
  ProcessId process;             // none for imports
  InvocationId parent;           // the invocation this one was started beneath; none at the top
  std::string command;           // "cargo build --release -p app", quoted for a shell
  std::string subcommand;        // "build", "check", "test"; alias as written
  std::string profile;           // "dev", "release", …; empty is unknown
  std::string target_directory;  // where its artifacts go; empty is unknown
  Timestamp start;
  Duration wall;
  std::optional<int> exit_code;
  std::optional<uint32_t>
      jobs;  // its parallelism: -j, CARGO_BUILD_JOBS, configuration or the cores
  std::optional<uint32_t> fresh;         // units that were up to date; none: cannot be told
  std::vector<std::string> failed;       // "app (bin)": what did not compile or run
  std::vector<std::string> not_reached;  // packages that this invocation wanted and never started
};

}  // namespace makespan
