#pragma once
// The two ways to observe a command that has been forked and waits to be let go: by ptrace, and by
// polling /proc where ptrace is refused. Both block until the command itself has ended.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/diagnostics.h"
#include "record/command_start_linux.h"
#include "record/event_queue.h"
#include "record/run_clock_linux.h"
#include "record/tree_state.h"

namespace makespan {

struct ObserverContext {
  EventQueue& events;
  TreeState& tree;
  const RunClock& clock;
  // What is observed dies with the observing thread. A build may not; a replayed call should.
  bool kill_with_us = false;
};

// Something that the person at the terminal and the reader of the run should know.
struct ObserverNotice {
  std::string code;  // of the run's diagnostics
  std::string sentence;
  // A warning: less is recorded than was asked for, or the command may have been disturbed.
  Severity severity = Severity::note;
  auto operator<=>(const ObserverNotice&) const = default;
};

struct Observed {
  Timestamp end;                   // of the command
  int exit_code = 0;               // 128+N for signal N
  std::optional<int> start_error;  // errno of the exec that did not happen
  std::vector<ObserverNotice> notices;
  uint64_t stops = 0;  // of the build's threads, by us
};

// none where ptrace is refused (container policy, Yama, a debugger's own child): the command still
// waits then. Call it on the thread that forked the command; that thread must end before the
// processes that outlive the command are free.
std::optional<Observed> observe_by_ptrace(const ObserverContext& context, CommandStart& start,
                                          pid_t command);

Observed observe_by_polling(const ObserverContext& context, CommandStart& start, pid_t command);

}  // namespace makespan
