#include "analysis/phase_figures.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "analysis/process_role.h"

namespace makespan {
namespace {

constexpr size_t kUnitsShown = 5;

// How much of a breakdown's segments of one phase lies before a moment.
class PhaseClock {
 public:
  PhaseClock(std::span<const PhaseSegment> segments, Phase phase) {
    Duration passed;
    for (const PhaseSegment& segment : segments) {
      if (segment.phase != phase) continue;
      parts_.push_back({.start = segment.start, .end = segment.end, .before = passed});
      passed += segment.end - segment.start;
    }
  }

  [[nodiscard]] Duration until(Timestamp at) const {
    auto after = std::partition_point(parts_.begin(), parts_.end(),
                                      [&](const Part& part) { return part.start < at; });
    if (after == parts_.begin()) return {};
    const Part& part = *std::prev(after);
    return part.before + (std::min(at, part.end) - part.start);
  }

 private:
  struct Part {
    Timestamp start;
    Timestamp end;
    Duration before;
  };
  std::vector<Part> parts_;
};

// Whether a task is the kind of work that a phase consists of.
bool belongs_to(const Trace& trace, const Task& task, Phase phase, bool waits) {
  ProcessRole role =
      task.kind == TaskKind::process ? process_role(trace.text(task.name)) : ProcessRole::other;
  bool is_tool = role == ProcessRole::compiler || role == ProcessRole::linker;
  switch (phase) {
    case Phase::compilation:
      if (task.kind == TaskKind::process) return role == ProcessRole::compiler;
      return !is_executed(task.kind);
    case Phase::linking:
      if (task.kind == TaskKind::process) return role == ProcessRole::linker;
      return !is_executed(task.kind);
    case Phase::running:
      if (task.kind == TaskKind::process) return !is_tool && !waits;
      return is_executed(task.kind);
    case Phase::lock:
    case Phase::resolution:
    case Phase::post_build:
      return false;
  }
  return false;
}

}  // namespace

std::vector<PhaseFigure> phase_figures(const Trace& trace, std::span<const TaskId> tasks,
                                       const std::vector<uint8_t>& waits,
                                       const PhaseBreakdown& breakdown) {
  std::vector<PhaseFigure> result;
  std::array<Duration, kPhases.size()> times{};
  Duration whole;
  for (const PhaseSegment& segment : breakdown.segments) {
    times[static_cast<size_t>(segment.phase)] += segment.end - segment.start;
    whole += segment.end - segment.start;
  }
  for (Phase phase : kPhases) {
    Duration time = times[static_cast<size_t>(phase)];
    if (time == Duration()) continue;
    PhaseFigure figure{.phase = phase, .time = time, .share = ratio(time, whole)};
    PhaseClock clock(breakdown.segments, phase);
    for (TaskId id : tasks) {
      const Task& task = trace.tasks[id.index()];
      if (!belongs_to(trace, task, phase, waits[id.index()] != 0)) continue;
      Duration in_phase = clock.until(task.end()) - clock.until(task.start);
      if (in_phase > Duration()) figure.units.push_back({.task = id, .time = in_phase});
    }
    size_t shown = std::min(kUnitsShown, figure.units.size());
    std::partial_sort(figure.units.begin(), figure.units.begin() + static_cast<ptrdiff_t>(shown),
                      figure.units.end(), [](const PhaseUnit& a, const PhaseUnit& b) {
                        return std::tuple(b.time, a.task) < std::tuple(a.time, b.task);
                      });
    figure.units.resize(shown);
    result.push_back(std::move(figure));
  }
  return result;
}

}  // namespace makespan
