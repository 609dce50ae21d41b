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

}  // namespace

TaskDurations floor_durations(const Trace& trace) {
  TaskDurations result = wall_durations(trace);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    TaskId id(i);
    const Task& task = trace.tasks[i];
    std::span<const Section> sections(trace.sections.data() + task.sections.first,
                                      task.sections.count);
    Duration whole = sections.empty() ? without_waits(task.wall, task.cpu, task.run_queue_wait)
                                      : floor_of(sections);
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
