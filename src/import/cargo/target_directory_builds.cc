#include "import/cargo/target_directory_builds.h"

#include <algorithm>
#include <tuple>

namespace makespan {
namespace {

constexpr Duration kQuickestCompiler = Duration::milliseconds(5);

bool is_whole_second(UnixTime time) {
  return time.since_epoch().nanoseconds() % 1'000'000'000 == 0;
}

// When the unit let go of the build: an unfinished one is known by its start alone.
UnixTime end_of(const Unit& unit) {
  return std::max(unit.finished.value_or(*unit.started), *unit.started);
}

// Units without a pause between them: [first, last) of the units by start.
struct Stretch {
  size_t first = 0;
  size_t last = 0;
  UnixTime started;
  UnixTime ended;
};

std::vector<Stretch> cut_at_pauses(const UnitGraph& graph, const std::vector<UnitId>& by_start) {
  std::vector<Stretch> stretches;
  for (size_t i = 0; i < by_start.size(); ++i) {
    const Unit& unit = graph[by_start[i]];
    if (stretches.empty() || *unit.started > stretches.back().ended + kClockTick) {
      stretches.push_back({.first = i, .last = i, .started = *unit.started, .ended = end_of(unit)});
    }
    Stretch& stretch = stretches.back();
    stretch.last = i + 1;
    stretch.ended = std::max(stretch.ended, end_of(unit));
  }
  return stretches;
}

// Does one of the unit's dependencies end (or give its metadata) at the pause's very beginning?
bool waited_for(const UnitGraph& graph, const Unit& unit, UnixTime pause_start) {
  auto near = [&](std::optional<UnixTime> time) {
    return time && *time > pause_start - kClockTick && *time <= pause_start + kClockTick;
  };
  return std::any_of(unit.dependencies.begin(), unit.dependencies.end(),
                     [&](const UnitDependency& dependency) {
                       if (!dependency.unit.valid()) return false;
                       const Unit& on = graph[dependency.unit];
                       return near(on.finished) || near(on.metadata_ready);
                     });
}

// Are the two sides of a pause one build? Every unit that starts as the pause ends must have waited
// for what ended as it began.
bool same_build(const UnitGraph& graph, const std::vector<UnitId>& by_start, const Stretch& before,
                const Stretch& after) {
  if (after.started - before.ended >= kLongestPause) return false;
  for (size_t i = after.first; i < after.last; ++i) {
    const Unit& unit = graph[by_start[i]];
    if (*unit.started > after.started + kClockTick) break;
    if (!waited_for(graph, unit, before.ended)) return false;
  }
  return true;
}

bool has_start(const Unit& unit) {
  if (unit.state == UnitState::finished) return judge_times(unit) == TimesOfUnit::good;
  return unit.state != UnitState::not_started && unit.started.has_value();
}

void add_not_started(const UnitGraph& graph, LastBuild& build) {
  for (size_t i = 0; i < graph.units.size(); ++i) {
    const Unit& unit = graph.units[i];
    if (unit.state != UnitState::not_started || !unit.prepared) continue;
    bool after_earlier = !build.earlier_ended || *unit.prepared > *build.earlier_ended;
    if (after_earlier && *unit.prepared <= build.ended + kClockTick)
      build.not_started.push_back(UnitId(i));
  }
}

}  // namespace

TimesOfUnit judge_times(const Unit& unit) {
  if (!unit.started || !unit.finished) return TimesOfUnit::missing;
  UnixTime start = *unit.started;
  UnixTime end = *unit.finished;
  bool metadata_whole = !unit.metadata_ready || is_whole_second(*unit.metadata_ready);
  if (is_whole_second(start) && is_whole_second(end) && metadata_whole)
    return TimesOfUnit::whole_seconds;
  if (unit.dep_info_time && *unit.dep_info_time != start) return TimesOfUnit::copied;
  bool compiled = unit.kind != TaskKind::build_script_run;
  if (end < start || (compiled && end - start < kQuickestCompiler)) return TimesOfUnit::copied;
  return TimesOfUnit::good;
}

std::optional<LastBuild> find_last_build(const UnitGraph& graph) {
  LastBuild build;
  std::vector<UnitId> by_start;
  bool compiler_seen = false;
  for (size_t i = 0; i < graph.units.size(); ++i) {
    const Unit& unit = graph.units[i];
    if (has_start(unit)) {
      by_start.push_back(UnitId(i));
      compiler_seen |= unit.kind != TaskKind::build_script_run;
    } else if (unit.state == UnitState::finished) {
      ++build.copied_units;
    }
  }
  if (!compiler_seen) return std::nullopt;
  std::sort(by_start.begin(), by_start.end(), [&](UnitId a, UnitId b) {
    return std::tuple(*graph[a].started, end_of(graph[a]), a) <
           std::tuple(*graph[b].started, end_of(graph[b]), b);
  });

  std::vector<Stretch> stretches = cut_at_pauses(graph, by_start);
  size_t first = stretches.size() - 1;
  while (first > 0 && same_build(graph, by_start, stretches[first - 1], stretches[first]))
    --first;
  build.units.assign(by_start.begin() + static_cast<ptrdiff_t>(stretches[first].first),
                     by_start.end());
  build.started = stretches[first].started;
  build.ended = stretches.back().ended;
  build.earlier_units = stretches[first].first;
  if (first > 0) build.earlier_ended = stretches[first - 1].ended;
  add_not_started(graph, build);
  return build;
}

}  // namespace makespan
