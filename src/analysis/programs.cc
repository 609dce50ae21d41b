#include "analysis/programs.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace makespan {
namespace {

bool has_processes(const Trace& trace) {
  return std::any_of(trace.tasks.begin(), trace.tasks.end(),
                     [](const Task& task) { return task.kind == TaskKind::process; });
}

// With that of its forks, which work for the same program. What became its program by exec has no
// CPU of its own, only its process's.
std::optional<Duration> own_cpu(const Trace& trace, const Task& task) {
  if (task.cpu || !task.process.valid()) return task.cpu;
  const std::optional<Usage>& usage = trace.processes[task.process.index()].usage;
  return usage ? std::optional(usage->cpu) : std::nullopt;
}

void add(const Trace& trace, TaskId id, ProgramUse& use) {
  const Task& task = trace.tasks[id.index()];
  std::optional<Duration> cpu = own_cpu(trace, task);
  if (use.processes == 0) {
    use.role = process_role(trace.text(task.name));
    use.cpu = Duration();
    use.longest = id;
  }
  ++use.processes;
  use.wall += task.wall;
  use.cpu = use.cpu && cpu ? std::optional(*use.cpu + *cpu) : std::nullopt;
  if (task.wall > trace.tasks[use.longest.index()].wall) use.longest = id;
}

}  // namespace

std::vector<ProcessRole> process_roles(const Trace& trace) {
  if (!has_processes(trace)) return {};
  std::map<StringId, ProcessRole> known;
  std::vector<ProcessRole> result;
  result.reserve(trace.tasks.size());
  for (const Task& task : trace.tasks) {
    if (task.kind != TaskKind::process) {
      result.push_back(ProcessRole::other);
      continue;
    }
    auto [role, first] = known.try_emplace(task.name, ProcessRole::other);
    if (first) role->second = process_role(trace.text(task.name));
    result.push_back(role->second);
  }
  return result;
}

std::vector<uint8_t> waiting_processes(const Trace& trace) {
  std::vector<uint8_t> result(trace.tasks.size());
  std::vector<uint8_t> is_parent(trace.processes.size());
  for (const Process& process : trace.processes) {
    if (process.parent.valid()) is_parent[process.parent.index()] = 1;
  }
  for (size_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (task.kind != TaskKind::process || !task.process.valid()) continue;
    if (is_parent[task.process.index()] == 0) continue;
    result[i] = process_role(trace.text(task.name)) == ProcessRole::compiler ? 0 : 1;
  }
  return result;
}

std::vector<ProgramUse> find_programs(const Trace& trace) {
  std::map<StringId, ProgramUse> programs;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (task.kind == TaskKind::process) add(trace, TaskId(i), programs[task.name]);
  }
  std::vector<ProgramUse> result;
  for (auto& [name, use] : programs) {
    use.program = trace.text(name);
    result.push_back(std::move(use));
  }
  std::sort(result.begin(), result.end(), [](const ProgramUse& a, const ProgramUse& b) {
    return std::tuple(b.cpu.value_or(b.wall), a.program) <
           std::tuple(a.cpu.value_or(a.wall), b.program);
  });
  return result;
}

}  // namespace makespan
