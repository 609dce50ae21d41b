#pragma once
// Reach: what a build would not need any more if some of its units were gone.

#include <span>
#include <vector>

#include "model/trace.h"

namespace makespan {

// Like counting references: removing units takes a dependent from each unit that they depend on;
// one that loses its last dependent goes too, unless the workspace itself asked for it. Units of
// the workspace, and units that nothing in the run depends on, are asked for.
class Reach {
 public:
  explicit Reach(const Trace& trace);

  // `units` and everything that is reached only through them, ascending. Costs no more than what
  // it returns; the object is as before afterwards.
  std::vector<TaskId> only_through(std::span<const TaskId> units);

  // What depends directly on a unit.
  [[nodiscard]] std::span<const TaskId> dependents(TaskId task) const;

 private:
  [[nodiscard]] std::span<const Dependency> dependencies(TaskId task) const;

  const Trace& trace_;                     // outlives this
  std::vector<uint32_t> first_;            // into trace_.dependencies, by task
  std::vector<uint32_t> first_dependent_;  // into dependents_, by task
  std::vector<TaskId> dependents_;
  std::vector<uint32_t> open_;  // dependents that are still there
  std::vector<uint8_t> gone_;
};

}  // namespace makespan
