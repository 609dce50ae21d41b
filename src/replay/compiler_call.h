#pragma once
// CompilerCall: one recorded call of a compiler, with all that it takes to run it again.
//
//   RecordedCalls calls(trace);
//   MAKESPAN_TRY(CompilerCall call, calls.of(syn));
//   MAKESPAN_TRY(CompilerCall with_16, changed_call(call, {.codegen_units = 16}, scratch));
//   MAKESPAN_TRY(CallRun run, runner.run(with_16, scratch));       (call_runner.h)
//
// Only compilers are ever made a call of: rustc and clippy-driver of a unit (its link is part of
// the call), and the C compilers beneath a build script. Build scripts, tests, programs and
// wrappers are not, whatever a recording says.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "import/cargo/process_walk.h"
#include "model/trace.h"
#include "replay/call_change.h"
#include "replay/lto_plan.h"

namespace makespan {

enum class CallKind {
  rustc,  // or clippy-driver
  c,      // gcc, clang or their like with `-c`
};

struct CallVariable {
  std::string name;
  std::string value;
  bool operator==(const CallVariable&) const = default;
};

struct CompilerCall {
  CallKind kind = CallKind::rustc;
  TaskId task;
  std::string label;  // "syn 2.0.1"; of a C call "ring_core.c of build.rs of ring 0.17.8 (run)"
  std::string executable;  // absolute: the compiler itself, rustup's proxy and wrappers left out
  std::vector<std::string> arguments;  // argv, the program's own name first
  std::string working_directory;
  // What was recorded of the environment. A variable of the recorder's list (environment_list.h)
  // that is not here was not set; any other is as in our own environment.
  std::vector<CallVariable> environment;
  CallCost recorded;  // what it cost in the run
  // Of the run's end: what is newer was not there then.
  UnixTime recorded_until;
  // What a change of `lto` means for this unit (rustc only).
  LtoPlace lto_place;
};

// Finds the calls of a trace's tasks. It keeps a reference to the trace.
class RecordedCalls {
 public:
  explicit RecordedCalls(const Trace& trace);

  // The compiler's call of a unit. An error (`unsupported`) says why there is none to be run again:
  // "syn 2.0.1 cannot be run again: it needs the value of DATABASE_URL, which was withheld from the
  // recording".
  [[nodiscard]] Result<CompilerCall> of(TaskId task) const;

  // The calls of C compilers beneath a build script's run, largest CPU first; empty for other
  // tasks. Those that cannot be run again are left out.
  [[nodiscard]] std::vector<CompilerCall> c_calls(TaskId task) const;

 private:
  static constexpr uint32_t kNoImage = UINT32_MAX;

  [[nodiscard]] const Work* work_of(TaskId task) const;
  [[nodiscard]] Status check_linker(const Work& work, const std::string& label) const;
  void find_c_processes();

  const Trace& trace_;
  ProcessWalk walk_;
  std::vector<LtoPlace> lto_places_;                 // by task
  std::vector<WorkId> work_of_process_;              // by process; none
  std::vector<std::vector<ProcessId>> c_processes_;  // by work
  std::vector<uint32_t> c_images_;                   // by process: the driver's; kNoImage
  std::vector<Duration> tree_cpu_;                   // by process, with all beneath it
};

// The same for one task of a trace; RecordedCalls is for many.
Result<CompilerCall> replayable_call(const Trace& trace, TaskId task);

}  // namespace makespan
