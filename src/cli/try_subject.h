#pragma once
// What a try builds: the command, where it runs, which run predicts it.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/world.h"
#include "store/run_store.h"

namespace makespan {

struct TrySubject {
  std::vector<std::string> command;  // buildable_command()
  std::string directory;             // where it runs, absolute
  // What its --manifest-path leads to, links followed; empty: it has none.
  std::string manifest;
  std::string project_root;
  std::string run;  // id of a recorded build of the same (tries_of()); empty: there is none
  Duration wall;    // of that run; zero: there is none
  uint64_t build_bytes = 0;  // that its build directory will take, roughly
};

// `command`, or what the last recorded cargo built where that is empty. An error where nothing was
// recorded, or where its --config sets a build directory, which beats the one that a try sets.
Result<TrySubject> find_subject(const std::vector<std::string>& command, RunStore& store,
                                World& world);

// A command and where it runs.
struct PlacedCommand {
  std::vector<std::string> command;
  std::string directory;
  bool operator==(const PlacedCommand&) const = default;
};

// What a trace's cargo was called with, as it was typed; nullopt where no cargo built.
std::optional<PlacedCommand> find_cargo_call(const Trace& trace);

// What tries build the same as this build did, in their words (buildable_command()): that of the
// cargo in it, and of the whole command (`make`). Other tries compare with other builds.
std::vector<PlacedCommand> tries_of(const Trace& trace);

}  // namespace makespan
