#pragma once
// ProcessTable: who is alive in the recorded tree, as the event loop knows it. Gives processes and
// threads their numbers. Plain bookkeeping: no system call, no log.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/duration.h"
#include "record/log_records.h"
#include "record/program_names.h"

namespace makespan {

struct LiveProcess {
  uint32_t number = 0;
  int32_t pid = 0;
  ProgramKind kind = ProgramKind::other;
  std::string executable;  // its own last one, or its parent's at the fork
  bool forked = false;     // has had children: its rusage mixes theirs in
  bool exit_stop = false;  // has one, or will inherit one from its parent at its first stop
  uint32_t threads = 0;    // living ones beside the main thread
  // Read at the exit stop, where the process has one; 0: not known.
  uint64_t peak_memory_bytes = 0;
  // The kernel's maximum also counts what a process shared with its parent before its exec, and its
  // children: a maximum up to this may be theirs.
  uint64_t inherited_peak_bytes = 0;
  int32_t parent_pid = 0;
  // The kernel adds the storage traffic of children that were waited for to their parent's: theirs,
  // to be taken off again.
  uint64_t children_read_bytes = 0;
  uint64_t children_written_bytes = 0;
};

struct LiveTask {
  LiveProcess* process = nullptr;
  uint32_t thread = kMainThread;
  bool stopped_once = false;  // the stop that every new task begins with is over
  // The event of its creation has come: not so where the task was quicker, by its first stop, its
  // own forks or its exec, and never where its creator was killed.
  bool creation_told = false;
  // The wait that the thread had when it took its process over by an exec: already accounted to the
  // thread that it was.
  Duration carried_wait;
};

class ProcessTable {
 public:
  LiveTask* find(int32_t id);
  LiveProcess* find_process(int32_t pid);
  LiveTask& add_process(int32_t pid);
  LiveTask& add_thread(int32_t id, LiveProcess& process);
  void remove_thread(int32_t id);
  // With its threads: it has ended, or is not observed any more.
  void remove_process(int32_t pid);

  [[nodiscard]] size_t living() const { return processes_.size(); }
  // By number.
  [[nodiscard]] std::vector<const LiveProcess*> all() const;

 private:
  std::unordered_map<int32_t, LiveTask> tasks_;
  std::unordered_map<int32_t, std::unique_ptr<LiveProcess>> processes_;
  uint32_t next_process_ = 0;
  uint32_t next_thread_ = kMainThread + 1;
};

}  // namespace makespan
