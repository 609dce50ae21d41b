#pragma once
// Workload: what is simulated. The tasks of a trace with their work as parts, their edges, and the
// invocations that they belong to.
//
// A task is a sequence of stages; the parts of a stage may run beside each other, one thread each,
// and the next stage begins when all are done:
//
//   stage   frontend          codegen                            lto          link
//   parts   |F1||F2|   IR   |i0||i1||i2|                     |lto 00|    |==link==|
//              ^                |cgu 00|                       |lto 01|
//              metadata              |cgu 01|
//
// A part is CPU work (what a core has to do, however many share it) after blocked time (waiting for
// the disk or a lock: passes by itself). Recorded starts and run-queue waits are not in here.
//
// Tasks have the ids that they have in the trace; an edit that removes one clears `present`. So is
// from the start whatever has no place in an order that was recorded: see find_placed.

#include <cstdint>
#include <vector>

#include "base/dense_map.h"
#include "base/duration.h"
#include "graph/task_graph.h"
#include "model/trace.h"

namespace makespan {

struct WorkPart {
  static constexpr uint32_t kStageStart = UINT32_MAX;

  SectionKind kind = SectionKind::other;
  uint8_t stage = 0;
  // Threads that are woken, one after the other, until its work begins: see kSchedulingLatency.
  uint8_t wakes = 0;
  // Begins with the part before it and needs no thread of its own: the assembler at the end of a
  // compiler's pipe, the second process of a link.
  bool beside = false;
  // The part of the same task (counted from its first) after which this one can start.
  uint32_t after = kStageStart;
  Duration cpu;
  Duration blocked;
};

struct WorkTask {
  bool present = true;
  InvocationId invocation;  // none: not under a build tool, and then not held back by slots
  TaskKind kind = TaskKind::process;
  // The metadata is out when this stage has ended; kNoMetadata: only at the very end.
  static constexpr uint8_t kNoMetadata = UINT8_MAX;
  uint8_t metadata_stage = kNoMetadata;
  // How many threads its parts may use at once, tokens permitting.
  uint32_t most_threads = UINT32_MAX;
  // In this stage as many as the invocation has jobs, tokens or no: a make with a -j of its own.
  static constexpr uint8_t kNoOwnJobs = UINT8_MAX;
  uint8_t own_jobs_stage = kNoOwnJobs;
  // Behind this stage it calls build tools: WorkInvocation::caller. It goes on when they have
  // ended, or beside them where it was not seen to wait; it ends behind them.
  static constexpr uint8_t kNoCalls = UINT8_MAX;
  uint8_t calls_behind_stage = kNoCalls;
  bool works_beside_calls = false;
  Range parts;  // of Workload::parts, by stage
};

// One call of a build tool: a queue and its slots.
struct WorkInvocation {
  BuildTool tool = BuildTool::cargo;
  uint32_t jobs = 1;
  // The task that calls it (a build script, a test, `cargo xtask`); none: nobody in the run, or it
  // is not known who.
  TaskId caller;
  // Begins this long after that one has ended, or after the call, or after the run's start.
  InvocationId after;
  Duration offset;
  // From its beginning to its first task: resolution, fingerprints. Passes by itself.
  Duration lead;
  // What it runs (tests, doctests) it runs one after the other, as cargo does; false: beside each
  // other, as cargo nextest does.
  bool runs_in_turn = true;
};

struct Workload {
  std::vector<WorkTask> tasks;
  std::vector<WorkPart> parts;
  std::vector<Dependency> dependencies;
  // The first so many dependencies are the trace's; those behind them follow from what links.
  size_t direct_dependencies = 0;
  std::vector<WorkInvocation> invocations;
  Duration tail;      // from the last task's end to the end of the run
  double cores = 1;   // of the machine that was recorded
  uint32_t jobs = 1;  // the largest of the invocations

  // What waits for what among the tasks that are present. Cargo runs nothing before it has built
  // all, so what an invocation runs waits for all that it builds and, in turn, for what it ran
  // before. That follows from what is present, and is in none of `dependencies`:
  //
  //   build |== app ==|== app's tests ==|         |= run of lib's =|= run of app's =|= doctests =|
  //         |= lib's tests =|                     behind the slowest build, then in turn
  [[nodiscard]] TaskGraph graph() const;
  // The trace's own edges alone: what leads to what.
  [[nodiscard]] TaskGraph direct_graph() const;
};

// Which invocations can be simulated: those of which it is known what waits for what. Cargo's
// always are; of another tool's, one with edges among its tasks or with a single task. A process
// that no build tool of these started has no place: taken to be free of all others it would start
// at once, and a serial script would look like a parallel build. Its time stays as it was, in the
// leads, offsets and tails of those that are simulated.
DenseMap<InvocationId, bool> find_placed(const Trace& trace);

// CPU work by section, as far as the recording has it; a task without CPU has its wall time.
// Cargo's rule for what links is added: whatever needs its dependencies' objects (binaries, tests,
// proc-macros, build scripts) waits for the whole of all that it transitively depends on.
Workload build_workload(const Trace& trace);

// Recorded wall times instead of CPU: each task two pieces of blocked time, until its metadata and
// after. With it the simulation shows whether graph and queue are right, and nothing else.
Workload build_wall_workload(const Trace& trace);

// With one core a thread and no end of slots: what the critical path is made of. Without the time
// of what a task calls.
TaskDurations unlimited_durations(const Workload& workload);

// CPU of everything present.
Duration total_cpu(const Workload& workload);

}  // namespace makespan
