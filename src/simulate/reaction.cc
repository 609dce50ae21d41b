#include "simulate/reaction.h"

#include <vector>

namespace makespan {
namespace {

// The thread of the tool that started a task's process, whatever wrapper stands between them.
ThreadId job_thread(const Trace& trace, const Task& task) {
  if (!task.invocation.valid()) return {};
  ProcessId tool = trace.invocations[task.invocation.index()].process;
  ProcessId process = task.process;
  while (process.valid() && tool.valid()) {
    const Process& started = trace.processes[process.index()];
    if (started.parent == tool) return started.spawner;
    process = started.parent;
  }
  return {};
}

}  // namespace

Duration reaction_of(const Trace& trace) {
  if (trace.invocations.empty() || trace.invocations[0].tool != BuildTool::cargo) return {};
  Duration cpu;
  size_t known = 0;
  size_t built = 0;
  for (const Task& task : trace.tasks) {
    if (is_executed(task.kind)) continue;  // cargo's main thread starts those, when all is built
    ++built;
    ThreadId thread = job_thread(trace, task);
    if (!thread.valid()) continue;
    cpu += trace.threads[thread.index()].usage.cpu;
    ++known;
  }
  // A few are no measure of the others.
  if (known * 2 < built || known == 0) return kUsualReaction;
  return cpu * (1.0 / static_cast<double>(known));
}

}  // namespace makespan
