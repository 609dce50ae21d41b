#include "analysis/floor_durations.h"

#include <algorithm>
#include <array>
#include <span>

namespace makespan {
namespace {

// Without its waits for a core: CPU and blocked time. Threads may have waited side by side, so that
// what is left of the wall time can be less than the CPU.
Duration without_waits(Duration wall, std::optional<Duration> cpu, std::optional<Duration> wait) {
  if (!cpu) return wall;
  Duration busy = std::min(wall, *cpu);
  return wait ? std::max(busy, wall - *wait) : busy;
}

bool runs_in_parallel(SectionKind kind) {
  switch (kind) {
    case SectionKind::codegen:
    case SectionKind::lto:
    case SectionKind::compile_c:
      return true;
    case SectionKind::frontend:
    case SectionKind::link:
    case SectionKind::script:
    case SectionKind::other:
      return false;
  }
  return false;
}

// `other` is work beside the other sections (IR generation): it need not lengthen them.
bool may_hide(SectionKind kind) {
  return kind == SectionKind::other;
}

// A build script that runs compilers is blocked while they work: its own CPU is all that it adds.
bool waits_for_compilers(std::span<const Section> sections) {
  return std::any_of(sections.begin(), sections.end(),
                     [](const Section& section) { return section.kind == SectionKind::compile_c; });
}

Duration floor_of(std::span<const Section> sections) {
  constexpr size_t kinds = static_cast<size_t>(SectionKind::other) + 1;
  bool compiles = waits_for_compilers(sections);
  std::array<Duration, kinds> longest{};
  Duration serial;
  for (const Section& section : sections) {
    if (may_hide(section.kind)) continue;
    Duration time = without_waits(section.wall, section.cpu, section.run_queue_wait);
    if (compiles && section.kind == SectionKind::script)
      time = std::min(section.wall, section.cpu.value_or(Duration()));
    if (runs_in_parallel(section.kind)) {
      Duration& kind_longest = longest[static_cast<size_t>(section.kind)];
      kind_longest = std::max(kind_longest, time);
    } else {
      serial += time;
    }
  }
  for (Duration time : longest)
    serial += time;
  return serial;
}

// The threads of a task's processes.
struct Threads {
  uint32_t count = 0;
  Duration longest;  // CPU
};

// Of everything beneath each task that runs what was built, beginning with it: what became its
// program by exec (cargo, for `cargo run`) is older. A process counts for the nearest task above.
DenseMap<TaskId, Threads> threads_of_executed(const Trace& trace) {
  DenseMap<TaskId, Threads> result(trace.tasks.size());
  DenseMap<ProcessId, TaskId> task_of(trace.processes.size());
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (trace.tasks[i].process.valid()) task_of[trace.tasks[i].process] = TaskId(i);
  }
  DenseMap<ProcessId, Duration> main_cpu(trace.processes.size());
  auto add = [&](ProcessId process, Timestamp start, Duration cpu) {
    TaskId id = task_of[process];
    if (!id.valid() || !is_executed(trace.tasks[id.index()].kind)) return;
    if (start < trace.tasks[id.index()].start) return;
    ++result[id].count;
    result[id].longest = std::max(result[id].longest, cpu);
  };
  for (uint32_t i = 0; i < trace.processes.size(); ++i) {
    const Process& process = trace.processes[i];
    ProcessId id(i);
    if (!task_of[id].valid() && process.parent.valid()) task_of[id] = task_of[process.parent];
    if (process.usage) main_cpu[id] = process.usage->cpu;
  }
  for (const Thread& thread : trace.threads) {
    main_cpu[thread.process] -= thread.usage.cpu;
    add(thread.process, thread.start, thread.usage.cpu);
  }
  for (uint32_t i = 0; i < trace.processes.size(); ++i)
    add(ProcessId(i), trace.processes[i].start, main_cpu[ProcessId(i)]);
  return result;
}

// Without sections. More CPU than a thread can use, of threads that nobody saw: nothing is sure.
Duration floor_of_whole(const Task& task, const Threads& threads) {
  if (is_executed(task.kind)) {
    if (threads.count > 1) return threads.longest;
    if (threads.count == 0 && task.cpu > task.wall) return {};
  }
  return without_waits(task.wall, task.cpu, task.run_queue_wait);
}

}  // namespace

TaskDurations floor_durations(const Trace& trace) {
  TaskDurations result = wall_durations(trace);
  DenseMap<TaskId, Threads> threads = threads_of_executed(trace);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    TaskId id(i);
    const Task& task = trace.tasks[i];
    std::span<const Section> sections(trace.sections.data() + task.sections.first,
                                      task.sections.count);
    Duration whole = sections.empty() ? floor_of_whole(task, threads[id]) : floor_of(sections);
    result.whole[id] = std::min(task.wall, whole);
    for (const Section& section : sections) {
      if (section.kind != SectionKind::frontend) continue;
      Duration frontend = without_waits(section.wall, section.cpu, section.run_queue_wait);
      result.until_metadata[id] = std::min(result.until_metadata[id], frontend);
      break;
    }
    result.until_metadata[id] = std::min(result.until_metadata[id], result.whole[id]);
  }
  return result;
}

}  // namespace makespan
