#include "simulate/task_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/script_parts.h"

namespace makespan {
namespace {

// What the sections of one kind add up to.
struct KindSum {
  Duration cpu;
  Duration wall;
  std::optional<Duration> wait;  // none where some section does not know
  uint32_t count = 0;
};

KindSum sum_of(const Trace& trace, const Task& task, SectionKind kind) {
  KindSum sum{.wait = Duration()};
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind != kind) continue;
    ++sum.count;
    sum.cpu += section.cpu.value_or(Duration());
    sum.wall += section.wall;
    if (sum.wait && section.run_queue_wait) {
      *sum.wait += *section.run_queue_wait;
    } else {
      sum.wait.reset();
    }
  }
  return sum;
}

std::vector<Duration> each_cpu(const Trace& trace, const Task& task, SectionKind kind) {
  std::vector<Duration> result;
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind == kind) result.push_back(section.cpu.value_or(Duration()));
  }
  // The compiler starts with the units that it thinks are the largest.
  std::sort(result.begin(), result.end(), std::greater<>());
  return result;
}

// Run-queue wait of the task that no section claims: the main thread's, before and after codegen.
Duration unclaimed_wait(const Trace& trace, const Task& task) {
  Duration rest = task.run_queue_wait.value_or(Duration());
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i)
    rest -= trace.sections[i].run_queue_wait.value_or(Duration());
  return std::max(Duration(), rest);
}

// Wall = CPU + wait for a core + blocked. More CPU than wall (several threads) is no blocking.
Duration blocked(Duration wall, Duration cpu, Duration wait) {
  return std::max(Duration(), wall - cpu - wait);
}

// The frontend in two: until the metadata and after, split as its wall time was.
void add_frontend(const Trace& trace, const Task& task, TaskParts& result) {
  KindSum frontend = sum_of(trace, task, SectionKind::frontend);
  KindSum other = sum_of(trace, task, SectionKind::other);
  double share = ratio(frontend.cpu, frontend.cpu + other.cpu);
  Duration wait = frontend.wait.value_or(unclaimed_wait(trace, task) * share);
  Duration waiting = blocked(frontend.wall, frontend.cpu, wait);

  double until = 1;
  if (task.metadata_ready) {
    until = std::clamp(ratio(*task.metadata_ready - task.start, frontend.wall), 0.0, 1.0);
    result.task.metadata_stage = kStageUntilMetadata;
  }
  result.parts.push_back({.kind = SectionKind::frontend,
                          .stage = kStageUntilMetadata,
                          .wakes = kWakesOfCompiler,
                          .cpu = frontend.cpu * until,
                          .blocked = waiting * until});
  if (until < 1) {
    result.parts.push_back({.kind = SectionKind::frontend,
                            .stage = kStageAfterMetadata,
                            .cpu = frontend.cpu - frontend.cpu * until,
                            .blocked = waiting - waiting * until});
  }
}

void add_link(const Trace& trace, const Task& task, TaskParts& result) {
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind != SectionKind::link) continue;
    Duration cpu = section.cpu.value_or(Duration());
    Duration waiting = blocked(section.wall, cpu, section.run_queue_wait.value_or(Duration()));
    add_call(result.parts,
             {.kind = SectionKind::link,
              .stage = kStageLink,
              .wakes = kWakesOfProcess,
              .cpu = cpu,
              .blocked = waiting},
             section);
  }
}

TaskParts compiler_parts(const Trace& trace, const Task& task) {
  TaskParts result;
  add_frontend(trace, task, result);
  add_codegen_parts(result.parts, sum_of(trace, task, SectionKind::other).cpu,
                    each_cpu(trace, task, SectionKind::codegen));
  for (Duration cpu : each_cpu(trace, task, SectionKind::lto))
    result.parts.push_back(
        {.kind = SectionKind::lto, .stage = kStageLto, .wakes = kWakesOfThread, .cpu = cpu});
  add_link(trace, task, result);
  return result;
}

bool sections_have_cpu(const Trace& trace, const Task& task) {
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    if (trace.sections[i].cpu) return true;
  }
  return false;
}

// Without sections: the CPU in one thread as far as the wall time holds it, the rest beside it. A
// test program is such: how many threads it had is known by nothing else.
TaskParts opaque_parts(const Task& task) {
  TaskParts result;
  Duration cpu = task.cpu.value_or(task.wall);
  Duration wait = task.cpu ? task.run_queue_wait.value_or(Duration()) : Duration();
  double until = 1;
  if (task.metadata_ready) {
    result.task.metadata_stage = kStageUntilMetadata;
    until = std::clamp(ratio(*task.metadata_ready - task.start, task.wall), 0.0, 1.0);
  }
  Duration waiting = task.cpu ? blocked(task.wall, cpu, wait) : Duration();
  add_call(result.parts,
           {.stage = kStageUntilMetadata,
            .wakes = kWakesOfProcess,
            .cpu = cpu * until,
            .blocked = waiting * until},
           task.wall * until, wait * until);
  if (until < 1) {
    add_call(result.parts,
             {.stage = kStageAfterMetadata,
              .cpu = cpu - cpu * until,
              .blocked = waiting - waiting * until},
             task.wall - task.wall * until, wait - wait * until);
  }
  return result;
}

}  // namespace

TaskParts cpu_parts(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  if (!sections_have_cpu(trace, task)) return opaque_parts(task);
  if (task.kind == TaskKind::build_script_run) return script_parts(trace, id);
  return compiler_parts(trace, task);
}

TaskParts wall_parts(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  TaskParts result;
  Duration until = task.wall;
  if (task.metadata_ready) {
    until = std::clamp(*task.metadata_ready - task.start, Duration(), task.wall);
    result.task.metadata_stage = kStageUntilMetadata;
  }
  result.parts.push_back({.stage = kStageUntilMetadata, .blocked = until});
  if (until < task.wall)
    result.parts.push_back({.stage = kStageAfterMetadata, .blocked = task.wall - until});
  return result;
}

void add_call(std::vector<WorkPart>& parts, const WorkPart& part, const Section& call) {
  add_call(parts, part, call.wall, call.run_queue_wait.value_or(Duration()));
}

void add_call(std::vector<WorkPart>& parts, WorkPart part, Duration wall, Duration wait) {
  // More than this many cores nobody asks about, and times of nothing make any number.
  constexpr double kMostThreads = 256;
  double threads = std::clamp(ratio(part.cpu + wait, wall), 2.0, kMostThreads);
  Duration beside = std::clamp(part.cpu + wait * (1 / threads) - wall, Duration(), part.cpu);
  part.cpu -= beside;
  parts.push_back(part);
  if (beside <= Duration()) return;
  double others = std::clamp(std::ceil(ratio(beside, part.cpu)), 1.0, kMostThreads);
  for (double i = 0; i < others; ++i) {
    parts.push_back({.kind = part.kind,
                     .stage = part.stage,
                     .wakes = part.wakes,
                     .beside = true,
                     .cpu = beside * (1 / others)});
  }
}

void add_codegen_parts(std::vector<WorkPart>& parts, Duration ir, std::vector<Duration> units) {
  auto count = static_cast<uint32_t>(units.size());
  uint32_t pieces = std::clamp<uint32_t>(count, 1, kIrPieces);
  uint32_t last_piece = WorkPart::kStageStart;
  uint32_t next = 0;
  for (uint32_t piece = 0; piece < pieces; ++piece) {
    Duration cpu = ir * (1.0 / pieces);
    auto place = static_cast<uint32_t>(parts.size());
    // The first piece goes on in the thread that was there; others are told to by the coordinator.
    uint8_t wakes = piece == 0 ? 0 : kWakesOfThread;
    parts.push_back({.kind = SectionKind::other,
                     .stage = kStageCodegen,
                     .wakes = wakes,
                     .after = last_piece,
                     .cpu = cpu});
    last_piece = place;
    for (uint32_t until = count * (piece + 1) / pieces; next < until; ++next) {
      parts.push_back({.kind = SectionKind::codegen,
                       .stage = kStageCodegen,
                       .wakes = kWakesOfThread,
                       .after = place,
                       .cpu = units[next]});
    }
  }
}

}  // namespace makespan
