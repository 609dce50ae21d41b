#include <algorithm>
#include <numeric>

#include "simulate/edit.h"
#include "simulate/task_parts.h"

namespace makespan {
namespace {

double factor_of(const Rework::Call& call, SectionKind kind) {
  switch (kind) {
    case SectionKind::frontend:
      return call.frontend;
    case SectionKind::codegen:
      return call.codegen;
    case SectionKind::lto:
      return call.lto;
    case SectionKind::link:
      return call.link;
    case SectionKind::other:
      return call.other;
    case SectionKind::compile_c:
      return call.compile_c;
    case SectionKind::script:
      return 1;
  }
  return 1;
}

// The codegen units in another number of threads: more than there were share evenly; fewer take the
// largest units first, each into the thread with the least.
std::vector<Duration> regroup(std::vector<Duration> units, uint32_t count) {
  Duration sum = std::accumulate(units.begin(), units.end(), Duration());
  if (count >= units.size()) return std::vector<Duration>(count, sum * (1.0 / count));
  std::sort(units.begin(), units.end(), std::greater<>());
  std::vector<Duration> threads(count);
  for (Duration unit : units)
    *std::min_element(threads.begin(), threads.end()) += unit;
  std::sort(threads.begin(), threads.end(), std::greater<>());
  return threads;
}

// The parts of the codegen stage anew, between those before and those behind it.
void recut_codegen(std::vector<WorkPart>& parts, uint32_t count) {
  auto in_codegen = [](const WorkPart& part) { return part.stage == kStageCodegen; };
  auto first = std::find_if(parts.begin(), parts.end(), in_codegen);
  auto last = std::find_if_not(first, parts.end(), in_codegen);
  Duration ir;
  std::vector<Duration> units;
  for (auto part = first; part != last; ++part) {
    if (part->kind == SectionKind::codegen) {
      units.push_back(part->cpu);
    } else {
      ir += part->cpu;
    }
  }
  if (units.empty() || units.size() == count) return;
  std::vector<WorkPart> behind(last, parts.end());
  parts.erase(first, parts.end());
  add_codegen_parts(parts, ir, regroup(std::move(units), count));
  parts.insert(parts.end(), behind.begin(), behind.end());
}

void add_lto(std::vector<WorkPart>& parts, Duration cpu, uint32_t threads) {
  auto behind = std::find_if(parts.begin(), parts.end(),
                             [](const WorkPart& part) { return part.stage > kStageLto; });
  std::vector<WorkPart> added(threads, {.kind = SectionKind::lto,
                                        .stage = kStageLto,
                                        .wakes = kWakesOfThread,
                                        .cpu = cpu * (1.0 / threads)});
  parts.insert(behind, added.begin(), added.end());
}

// Fat LTO is one thread's, thin LTO as many as there are modules.
void recut_lto(std::vector<WorkPart>& parts, uint32_t threads) {
  Duration sum;
  for (const WorkPart& part : parts) {
    if (part.stage == kStageLto) sum += part.cpu;
  }
  if (sum <= Duration()) return;
  std::erase_if(parts, [](const WorkPart& part) { return part.stage == kStageLto; });
  add_lto(parts, sum, threads);
}

void change(std::vector<WorkPart>& parts, const Rework::Call& call) {
  for (WorkPart& part : parts)
    part.cpu = part.cpu * factor_of(call, part.kind);
  if (call.codegen_units > 0) recut_codegen(parts, call.codegen_units);
  if (call.recut_lto) recut_lto(parts, std::max(1U, call.lto_threads));
  if (call.added_lto > Duration()) add_lto(parts, call.added_lto, std::max(1U, call.lto_threads));
}

}  // namespace

Workload rework(Workload workload, const Rework& edit) {
  DenseMap<TaskId, const Rework::Call*> calls(workload.tasks.size());
  for (const Rework::Call& call : edit.calls)
    calls[call.task] = &call;
  std::vector<WorkPart> parts;
  parts.reserve(workload.parts.size());
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    WorkTask& task = workload.tasks[i];
    auto begin = workload.parts.begin() + task.parts.first;
    std::vector<WorkPart> mine(begin, begin + task.parts.count);
    if (const Rework::Call* call = calls[TaskId(i)]) change(mine, *call);
    task.parts = {.first = static_cast<uint32_t>(parts.size()),
                  .count = static_cast<uint32_t>(mine.size())};
    parts.insert(parts.end(), mine.begin(), mine.end());
  }
  workload.parts = std::move(parts);
  return workload;
}

}  // namespace makespan
