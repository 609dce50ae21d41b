#include "analysis/codegen_lanes.h"

#include <algorithm>
#include <tuple>

namespace makespan {
namespace {

// Seen as a thread of its own: a target directory only tells when codegen began and ended.
bool is_codegen(const Section& section) {
  return section.cpu.has_value() &&
         (section.kind == SectionKind::codegen || section.kind == SectionKind::lto);
}

Duration codegen_work(const Trace& trace, const Task& task) {
  Duration work;
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (is_codegen(section)) work += section.cpu.value_or(section.wall);
  }
  return work;
}

// The lowest lane that is free at the span's start; sections come by start.
uint32_t take_lane(std::vector<Timestamp>& lane_ends, const Section& section) {
  auto free = std::find_if(lane_ends.begin(), lane_ends.end(),
                           [&](Timestamp end) { return end <= section.start; });
  if (free == lane_ends.end()) free = lane_ends.insert(lane_ends.end(), section.end());
  *free = section.end();
  return static_cast<uint32_t>(free - lane_ends.begin());
}

CodegenUnit lanes_of(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  CodegenUnit result{.task = id};
  std::vector<Timestamp> lane_ends;
  Timestamp covered = task.start;
  Duration work;
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (!is_codegen(section)) continue;
    if (section.kind == SectionKind::codegen) ++result.codegen_units;
    result.spans.push_back({.kind = section.kind,
                            .start = section.start,
                            .wall = section.wall,
                            .lane = take_lane(lane_ends, section)});
    work += section.wall;
    if (section.end() > covered) {
      result.window += section.end() - std::max(covered, section.start);
      covered = section.end();
    }
  }
  result.lanes = static_cast<uint32_t>(lane_ends.size());
  result.parallelism = ratio(work, result.window);
  return result;
}

}  // namespace

std::vector<CodegenUnit> find_codegen_lanes(const Trace& trace, size_t most) {
  struct Candidate {
    Duration work;
    TaskId task;
  };
  std::vector<Candidate> candidates;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    Duration work = codegen_work(trace, trace.tasks[i]);
    if (work > Duration()) candidates.push_back({.work = work, .task = TaskId(i)});
  }
  most = std::min(most, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(most),
                    candidates.end(), [](const Candidate& a, const Candidate& b) {
                      return std::tuple(b.work, a.task) < std::tuple(a.work, b.task);
                    });
  std::vector<CodegenUnit> result;
  for (size_t i = 0; i < most; ++i)
    result.push_back(lanes_of(trace, candidates[i].task));
  return result;
}

}  // namespace makespan
