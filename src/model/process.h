#pragma once
// Process, Image, Thread: what the recorder saw of the operating system's side of a build.
//
// Text fields are StringIds of the trace's pool. Wall = CPU + run-queue wait + blocked, kept apart
// everywhere. An optional that is empty means "not known", never zero.

#include <cstdint>
#include <optional>

#include "base/duration.h"
#include "model/ids.h"

namespace makespan {

// A program that a process ran: what one exec put there. A process that execs twice (rustup's
// proxy, `sh -c 'exec cc …'`) has two images; one that only forked has none and works for its
// parent's.
struct Image {
  ProcessId process;
  Timestamp start;
  StringId executable;  // absolute path, symbolic links resolved by the kernel
  StringId working_directory;
  Range arguments;  // of Trace::arguments; credentials are masked as "***"
  // What a replay needs of the environment: names of an explicit list, of Trace::environment. Only
  // compilers, linkers and build scripts have any.
  Range environment;
};

struct EnvironmentEntry {
  StringId name;
  // none(): withheld, because name or value looks like a secret. A compiler call that needs such a
  // value cannot be replayed.
  StringId value;
  bool operator==(const EnvironmentEntry&) const = default;
};

// CPU and waits of a thread or of all threads of a process (children are not included).
struct Usage {
  Duration cpu;                            // on a core: user + system, from the scheduler's clock
  std::optional<Duration> run_queue_wait;  // runnable, waiting for a core
};

struct Process {
  ProcessId parent;  // none for the command itself
  int32_t pid = 0;
  Timestamp start;               // fork
  Timestamp end;                 // exit; the run's end where it was left behind
  Range images;                  // of Trace::images
  std::optional<int> exit_code;  // none: ended by a signal, or not seen to end
  std::optional<int> signal;
  std::optional<Usage> usage;    // none: not known (coarse and short, detached)
  std::optional<Duration> user;  // the split of usage->cpu by the kernel's accounting
  std::optional<Duration> system;
  std::optional<uint64_t> peak_memory_bytes;
  std::optional<uint64_t> read_bytes;     // from storage
  std::optional<uint64_t> written_bytes;  // to storage
  // Which thread forked this process, and that thread's own CPU at that moment: where rustc's main
  // work ended and the link began. The thread is none when it was the parent's main thread.
  ThreadId spawner;
  std::optional<Duration> spawner_cpu;
  bool left_behind = false;  // still running when the command ended (a daemon)
  bool unobserved = false;   // detached before its end: a debugger, strace or sanitiser subtree
};

// A thread other than its process's main one (whose CPU is the process's less the threads').
struct Thread {
  ProcessId process;
  StringId name;  // its last one, at most 15 characters: "opt cgu.03", "coordinator"
  Timestamp start;
  Timestamp end;
  Usage usage;
  ThreadId spawner;                     // none: the main thread
  std::optional<Duration> spawner_cpu;  // the spawner's own CPU when it created this thread
};

// A file that a compiler wrote, seen when its process ended: the `.rmeta` whose time says when
// dependents could start, the library, the binary.
struct OutputFile {
  ProcessId process;
  StringId path;
  Timestamp modified;
  uint64_t bytes = 0;
};

// Cargo (or another process) waiting for a file lock that somebody else held.
struct LockWait {
  ProcessId process;
  Timestamp start;
  Timestamp end;
  StringId holder;  // the holder's command line, cut; empty where it is not known
};

}  // namespace makespan
