#pragma once
// LtoModel: where a change of `lto` moves work, for units that no experiment can tell of: what
// links needs bitcode of its dependencies, which the recorded ones do not have (or have nothing
// else).
//
//   to "fat"   all code of the dependencies is generated once more at each link, by one thread
//   to "thin"  the same, in as many threads as there are modules
//   to false   the link's LTO goes; libraries generate their code themselves
//
// The work is that of the dependencies' own code generation, times a share that is only known
// roughly: 0.5 to 1.6, since whole-program optimisation drops much and inlines more.

#include <string_view>
#include <vector>

#include "advise/published_ranges.h"
#include "graph/task_graph.h"
#include "model/trace.h"

namespace makespan {

struct LtoFactors {
  Factor codegen;         // of the unit's own
  Factor lto;             // of the LTO that it does now
  Duration moved;         // CPU that comes to it
  Factor share{0, 0, 0};  // how much of `moved`
  uint32_t threads = 1;
};

class LtoModel {
 public:
  // `trace` must outlive it.
  explicit LtoModel(const Trace& trace) : trace_(trace), graph_(trace) {}

  // Runs LTO itself where there is any: no other unit's experiment tells of it.
  [[nodiscard]] bool runs_lto(TaskId task) const;

  // `lto` in rustc's words: "fat", "thin", "thin-local", "off".
  [[nodiscard]] LtoFactors of(TaskId task, std::string_view lto) const;

  // In how many threads a task does LTO of that kind: LtoFactors::threads.
  [[nodiscard]] uint32_t threads(TaskId task, std::string_view lto) const;

 private:
  [[nodiscard]] Duration codegen_beneath(TaskId task) const;

  const Trace& trace_;
  TaskGraph graph_;
};

}  // namespace makespan
