#include "import/cargo/commands.h"

namespace makespan {
namespace {

// Below this an inner process is taken to have waited for its children: a shell's own work is a
// few milliseconds.
constexpr Duration kNotable = Duration::milliseconds(50);

}  // namespace

void add_commands(const Trace& trace, ProcessWalk& walk) {
  DenseMap<ProcessId, bool> has_program_beneath(trace.processes.size());
  for (size_t i = trace.processes.size(); i-- > 0;) {
    const Process& process = trace.processes[i];
    if (!process.parent.valid()) continue;
    if (process.images.count > 0 || has_program_beneath[ProcessId(i)]) {
      has_program_beneath[process.parent] = true;
    }
  }
  for (uint32_t i = 0; i < trace.processes.size(); ++i) {
    ProcessId id(i);
    const Process& process = trace.processes[i];
    if (walk.owner[id].valid() || walk.cargo[id].valid() || walk.is_daemon[id]) continue;
    bool notable = process.usage && process.usage->cpu >= kNotable;
    if (process.images.count > 0 && (notable || !has_program_beneath[id])) {
      uint32_t image = process.images.end() - 1;
      walk.owner[id] = WorkId(walk.works.size());
      walk.works.push_back(
          {.process = id, .image = image, .compiler = id, .compiler_image = image});
    } else if (process.images.count == 0 && process.parent.valid()) {
      walk.owner[id] = walk.owner[process.parent];  // a fork: works for its parent's program
    }
  }
}

}  // namespace makespan
