#pragma once
// Which of a run's cargo processes are invocations, and what each was asked to do.
//
// A cargo counts if it started a unit or may have (`cargo build` of what was fresh); `cargo
// metadata` does not. `cargo clippy` becomes cargo-clippy, which calls `cargo check`: one
// invocation, with the command as typed; `cargo nextest run` compiles in a cargo of its own and
// runs tests itself: two.

#include <span>
#include <vector>

#include "import/cargo/process_walk.h"
#include "import/cargo/recognise_cargo.h"
#include "model/trace.h"

namespace makespan {

struct FoundInvocations {
  std::vector<Invocation> invocations;             // by the start of their process
  DenseMap<CargoId, InvocationId> of_cargo;        // none: not an invocation, nor part of one
  std::vector<std::vector<std::string>> packages;  // of each invocation: what -p named
};

// `tasks` of the trace are the walk's works, in their order.
FoundInvocations find_invocations(const Trace& trace, const ProcessWalk& walk,
                                  std::span<const ConfiguredJobs> configured_jobs);

}  // namespace makespan
