#pragma once
// Situation: all that the kinds of fixes look at. Values only, so that each kind is a pure
// function.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dense_map.h"
#include "model/trace.h"
#include "model/workspace.h"

namespace makespan {

// What the machine has to offer, looked up by the caller.
struct MachineFacts {
  std::vector<std::string> linkers;  // that gcc or clang would find: "lld", "mold", "wild"
  // Installed, but not for the C compiler that links.
  struct OutOfReach {
    std::string linker;  // "wild"
    std::string reason;  // "gcc before version 16 knows no -fuse-ld=wild"
  };
  std::vector<OutOfReach> linkers_out_of_reach;
  std::vector<std::string> caches;  // "sccache", "ccache"
  std::string host;                 // "x86_64-unknown-linux-gnu"; empty: unknown
  // The user's cargo configuration, whether there or not: ~/.cargo/config.toml. Empty: no home.
  std::string user_config;
  // Those of hiding_variables() that are set, to nothing too, as NAME=VALUE. Those that the
  // recorded cargo had come first once the situation is described.
  std::vector<std::string> environment;
};

// A profile as the recorded build used it.
struct ProfileUse {
  std::string name;             // "release"; empty: no cargo invocation compiled anything
  std::string root;             // what it inherits from in the end: "dev" or "release"
  bool generates_code = false;  // false: check, clippy, doc
  // Binaries of the workspace were built, or shared or static libraries for other languages:
  // somebody may run what comes out.
  bool links_products = false;
  uint32_t codegen_units = 16;
  bool incremental = false;
  std::string opt_level = "0";  // of the target side
  std::string debuginfo = "0";  // of the target side, rustc's words
  std::string dependencies_debuginfo = "0";
  std::string lto = "thin-local";  // "fat", "thin", "off"; "thin-local" is `lto = false`
  bool lto_known = true;           // false: bitcode-only libraries, and no manifest says which
  // Which invocations built in this profile or in one that inherits from it: a key of this one says
  // how their units are compiled, and of no others.
  DenseMap<InvocationId, bool> built_in;

  // All of the above is of such tasks, and so is what a key of the profile changes.
  [[nodiscard]] bool reaches(const Task& task) const {
    return task.invocation.valid() && built_in[task.invocation];
  }
};

struct Situation {
  const Trace& trace;
  const Workspace& workspace;
  MachineFacts machine;
  ProfileUse profile;
  // Ids that were asked for by name, so that values which are not offered by themselves
  // (`release.codegen-units=8`) are found too.
  std::vector<std::string> asked;
  // Why no compiler call of the run may be started on this machine, as a sentence: it was made
  // elsewhere. Empty: they may, if they were recorded.
  std::string made_elsewhere;

  [[nodiscard]] bool may_run_calls() const {
    return trace.run.source == RunSource::recorded && made_elsewhere.empty();
  }
  [[nodiscard]] std::string_view text(StringId id) const { return trace.text(id); }
  // The value of a variable that was set for the recorded build, or is set now; none: neither.
  [[nodiscard]] std::optional<std::string_view> variable(std::string_view name) const;
  // The product leaves the house: release and what inherits from it, `ci` excepted, where binaries
  // or libraries for other languages are built. A library's profile is never used by who depends on
  // it.
  [[nodiscard]] bool ships() const;
};

// `profile` is derived from the recorded calls where they show it, else from the manifests.
Situation describe_situation(const Trace& trace, const Workspace& workspace, MachineFacts machine,
                             std::vector<std::string> asked = {});

// The value of a recorded flag of a task: "2" of "debuginfo=2", "" of a bare one; none: not given.
std::optional<std::string_view> flag_of(const Trace& trace, const Task& task,
                                        std::string_view name);

// Compiles with a compiler of the workspace's language: rustc made code (or only checked it).
bool is_compile(const Task& task);
// For the target, as the profile's own settings apply to it: no proc-macro, no build script, and
// not what only they need.
bool is_target_side(const Task& task);

// Where a profile's key stands now: in a variable, in the configuration or in the root manifest
// (the first wins), of the profile itself or of one that it inherits from.
struct ProfileValue {
  std::string value;     // as TOML writes it: `16`, `"thin"`; of a variable without quotes
  std::string variable;  // CARGO_PROFILE_RELEASE_LTO; else empty
  std::string path;      // the file; of a variable empty
  std::string profile;   // whose table it is in
  size_t line = 0;
};
std::optional<ProfileValue> profile_value(const Situation& situation, std::string_view profile,
                                          std::string_view key);

}  // namespace makespan
