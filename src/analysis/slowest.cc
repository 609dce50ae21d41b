#include "analysis/slowest.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "analysis/programs.h"

namespace makespan {
namespace {

constexpr size_t kKinds = static_cast<size_t>(SectionKind::other) + 1;

// CPU if every section's is known, so that one list never mixes the two. Sections that overlap
// (codegen units) have no wall time together worth adding: their span counts.
std::vector<SectionShare> shares_of(std::span<const Section> sections) {
  bool cpu_known = std::all_of(sections.begin(), sections.end(),
                               [](const Section& section) { return section.cpu.has_value(); });
  std::array<Duration, kKinds> times{};
  std::array<Timestamp, kKinds> covered{};
  TaskId task;
  Duration sum;
  for (const Section& section : sections) {
    auto kind = static_cast<size_t>(section.kind);
    if (section.task != task) covered.fill(section.start);
    task = section.task;
    Duration time = section.cpu.value_or(section.wall);
    if (!cpu_known) {
      Timestamp from = std::max(covered[kind], section.start);
      time = std::max(Duration(), section.end() - from);
      covered[kind] = std::max(covered[kind], section.end());
    }
    times[kind] += time;
    sum += time;
  }
  std::vector<SectionShare> result;
  for (size_t i = 0; i < kKinds; ++i) {
    if (times[i] > Duration())
      result.push_back(
          {.kind = static_cast<SectionKind>(i), .time = times[i], .share = ratio(times[i], sum)});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const SectionShare& a, const SectionShare& b) { return a.time > b.time; });
  return result;
}

}  // namespace

std::vector<SlowUnit> find_slowest(const Trace& trace, size_t most) {
  std::vector<uint8_t> waits = waiting_processes(trace);
  std::vector<TaskId> candidates;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (waits[i] == 0) candidates.emplace_back(i);
  }
  most = std::min(most, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(most),
                    candidates.end(), [&](TaskId a, TaskId b) {
                      return std::tuple(trace.tasks[b.index()].wall, a) <
                             std::tuple(trace.tasks[a.index()].wall, b);
                    });
  std::vector<SlowUnit> result;
  for (size_t i = 0; i < most; ++i) {
    Range range = trace.tasks[candidates[i].index()].sections;
    result.push_back({.task = candidates[i],
                      .shares = shares_of({trace.sections.data() + range.first, range.count})});
  }
  return result;
}

std::vector<SectionShare> find_section_shares(const Trace& trace) {
  return shares_of(trace.sections);
}

}  // namespace makespan
