#pragma once
// The finish chain: what set this run's finish, as it was recorded. Walked back from the task that
// ended last: each task either waited for a dependency (the one that let it go last), or for a free
// slot (the one whose end made room), or for nothing.
//
//   slot 1  |==== a ====|=== c ===|          c depends on nothing: it waited for a slot that a
//   freed slot 2  |======= b =======|   |== d ==|  d depends on c chain: a, then c (slot), then d
//   (dependency)
//
// A task holds a slot; so does each thread of its codegen beyond the first (cargo's job server).
// What is run and not built (tests, doctests) takes turns: it has one slot, and all before it must
// have ended.
//
// Unlike the critical path it depends on the number of slots and on the order the build tool took.

#include <vector>

#include "graph/task_graph.h"

namespace makespan {

enum class WaitCause {
  nothing,     // it could start, and did; the chain begins here
  dependency,  // a task it depends on had to get far enough
  slot,        // it was ready, every slot was taken, and another task's end made room for it
  invocation,  // an earlier call of the build tool had to end first
};

struct FinishStep {
  TaskId task;
  Timestamp start;
  Timestamp end;
  // When it let the next step go: its end, or its metadata. For the last step its end.
  Timestamp released_next;
  WaitCause waited_for = WaitCause::nothing;
  // From the moment it was ready (dependencies done, its invocation begun) to its start. For
  // `dependency` and `nothing` that is the build tool's own reaction, or, over kPromptStart, a wait
  // that no recorded task explains: a slot was free.
  Duration wait;
};

struct FinishChain {
  std::vector<FinishStep> steps;  // in time; each waited for the one before it
};

// A task that starts within this long of being ready waited for no slot: cargo needs a few
// milliseconds to notice an end and to fork, and .rmeta times are to the kernel's tick (4 ms).
inline constexpr Duration kPromptStart = Duration::milliseconds(10);

// O((tasks + sections + dependencies) log (tasks + sections)).
FinishChain find_finish_chain(const Trace& trace, const TaskGraph& graph);

std::string_view word(WaitCause cause);

}  // namespace makespan
