#pragma once
// What each work cost, and which parts of it ran as processes of their own: the second pass over a
// recording. A process counts for one work, its owner: a unit of a nested cargo does not count for
// the build script that called that cargo.

#include <optional>
#include <vector>

#include "import/cargo/process_walk.h"

namespace makespan {

// CPU and waits of several processes together.
struct Account {
  Duration cpu;
  std::optional<Duration> run_queue_wait = Duration();  // none once any of them is unknown
  uint64_t peak_memory_bytes = 0;                       // of the largest process
  bool cpu_known = true;  // false once a process had no usage (a coarse recording)

  void add(const Process& process);
  void forget();  // neither CPU nor wait are known after all
};

// A process beneath a work's own, with everything beneath it: a link, a call of a C compiler.
struct WorkChild {
  WorkId work;
  ProcessId process;
  bool compiles_c = false;
  std::string_view source;  // "ring_core.c"; a view into the trace
  Account account;
};

struct WorkParts {
  DenseMap<WorkId, Account> accounts;  // everything that a work owns
  std::vector<WorkChild> parts;        // by start
};

WorkParts divide_works(const Trace& trace, const ProcessWalk& walk);

}  // namespace makespan
