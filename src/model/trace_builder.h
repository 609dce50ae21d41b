#pragma once
// TraceBuilder: the one way to make a Trace. Takes things in any order, hands out ids that stay
// valid until finish(), and finish() puts everything into the order that Trace promises, renumbers
// the references and checks the invariants.
//
//   TraceBuilder builder;
//   TaskId syn = builder.add_task({.kind = TaskKind::library, .name = builder.intern("syn")});
//   builder.add_dependency({.task = app, .on = syn, .waits_for = WaitsFor::metadata});
//   Result<Trace> trace = std::move(builder).finish();
//
// Invariants that finish() checks, an error of kind `corrupt` each, since readers of files build
// traces too: every id points inside its vector; no process is its own ancestor; nothing ends
// before it starts; dependencies have no cycle (the error names the tasks in it) and none on
// itself. Duplicate dependencies are merged, `all` winning over `metadata`.

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/trace.h"

namespace makespan {

class TraceBuilder {
 public:
  TraceBuilder() = default;
  // Goes on with a trace that was finished: an importer adds tasks to recorded processes.
  explicit TraceBuilder(Trace trace) : trace_(std::move(trace)) {}

  StringId intern(std::string_view text) { return trace_.strings.intern(text); }
  Run& run() { return trace_.run; }
  Diagnostics& diagnostics() { return trace_.diagnostics; }
  // What was added so far; ranges of sections are not set before finish().
  [[nodiscard]] const Trace& so_far() const { return trace_; }

  InvocationId add_invocation(Invocation invocation);
  ProcessId add_process(Process process);  // `images` is set by add_image
  Process& process(ProcessId id) { return trace_.processes[id.index()]; }
  Thread& thread(ThreadId id) { return trace_.threads[id.index()]; }
  Task& task(TaskId id) { return trace_.tasks[id.index()]; }
  Invocation& invocation(InvocationId id) { return trace_.invocations[id.index()]; }
  // `arguments` and `environment` of the image are filled from the spans.
  void add_image(Image image, std::span<const StringId> arguments,
                 std::span<const EnvironmentEntry> environment);
  ThreadId add_thread(Thread thread);
  TaskId add_task(Task task);
  // A list for Task::features or Task::flags.
  Range add_list(std::span<const StringId> items);
  void add_section(Section section);
  void add_dependency(Dependency dependency);
  void add_output_file(OutputFile file);
  void add_lock_wait(LockWait wait);
  void add_sample(Sample sample, std::span<const float> core_busy);

  Result<Trace> finish() &&;

 private:
  Trace trace_;
};

}  // namespace makespan
