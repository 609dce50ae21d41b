#pragma once
// Edits: what-ifs as pure functions from workload to workload. They compose in the order given, and
// a set of them is always simulated together: savings are never added up.

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "simulate/workload.h"

namespace makespan {

// These tasks are gone, and so is all that only they pull in: what nothing that is left and was
// asked for leads to. (A task that nothing waited for was asked for.)
struct Without {
  std::vector<TaskId> tasks;
};

// These tasks do not wait for those any more (what a package declares and never uses); then what
// nothing waits for any more goes. `waits_for` does not matter.
struct Unlink {
  std::vector<Dependency> edges;
  std::vector<TaskId> asked;  // stay though nothing waits for them: the build was asked for them
};

// Whoever waits for `from` waits for `to` instead; then what nothing waits for any more goes. Who
// cannot wait for `to` stays as it is: what `to` itself leads to, and other invocations.
struct Align {
  struct Move {
    TaskId from;
    TaskId to;
  };
  std::vector<Move> moves;
};

// The work of these tasks, or their sections of one kind, is multiplied; edges stay. 0 is "takes no
// time".
struct Scale {
  std::vector<TaskId> tasks;
  std::optional<SectionKind> section;  // none: all of the task
  double factor = 0;
};

// Codegen of these tasks may use this many threads: the measured CPU, cut evenly. Tasks that were
// recorded with as many or more are left alone.
struct CodegenUnits {
  std::vector<TaskId> tasks;
  uint32_t units = 16;
};

// Compiler calls that were made differently: the CPU of each section times a factor of its own, LTO
// that was not there before, codegen in other threads. What experiments with the calls have shown
// is put into a simulation this way. Several of them multiply.
struct Rework {
  struct Call {
    TaskId task;
    double frontend = 1;
    double codegen = 1;
    double lto = 1;
    double link = 1;
    double other = 1;
    double compile_c = 1;
    Duration added_lto;  // CPU, in `lto_threads` threads, behind the LTO that is there
    uint32_t lto_threads = 1;
    bool recut_lto = false;      // the LTO that is there goes into `lto_threads` threads too
    uint32_t codegen_units = 0;  // so many threads; 0: as they are
  };
  std::vector<Call> calls;
};

// Tasks that served host and target both are there twice: `host` (proc-macros, build scripts and
// what only they need) waits for copies of them from now on. The copies cost what the originals do,
// stand behind the trace's tasks, and wait for each other where both are copied.
struct Unshare {
  std::vector<TaskId> tasks;
  std::vector<TaskId> host;
};

using Edit = std::variant<Without, Align, Scale, CodegenUnits, Unlink, Rework, Unshare>;

Workload without(Workload workload, const Without& edit);
Workload unlink(Workload workload, const Unlink& edit);
Workload align(Workload workload, const Align& edit);
Workload scale(Workload workload, const Scale& edit);
Workload with_codegen_units(Workload workload, const CodegenUnits& edit);
Workload rework(Workload workload, const Rework& edit);
Workload unshare(Workload workload, const Unshare& edit);

Workload apply_edits(Workload workload, std::span<const Edit> edits);

}  // namespace makespan
