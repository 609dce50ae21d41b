#include "graph/drag.h"

#include <algorithm>
#include <bit>

#include "graph/critical_path.h"

namespace makespan {
namespace {

// The largest value offered to each place, offers being for ranges of places.
class RangeMaximum {
 public:
  explicit RangeMaximum(uint32_t places) : places_(places) {
    for (uint32_t width = 1; width <= places; width *= 2)
      rows_.emplace_back(places - width + 1);
  }

  // To the places first … last, both included; nothing where first > last.
  void offer(uint32_t first, uint32_t last, Duration value) {
    if (first > last || last >= places_) return;
    auto row = static_cast<uint32_t>(std::bit_width(last - first + 1) - 1);
    raise(row, first, value);
    raise(row, last + 1 - (1U << row), value);
  }

  // Pushes every offer down to its places.
  std::vector<Duration> take() {
    if (rows_.empty()) return {};
    for (size_t row = rows_.size() - 1; row > 0; --row) {
      uint32_t half = 1U << (row - 1);
      for (uint32_t i = 0; i < rows_[row].size(); ++i) {
        raise(row - 1, i, rows_[row][i]);
        raise(row - 1, i + half, rows_[row][i]);
      }
    }
    return std::move(rows_[0]);
  }

 private:
  void raise(size_t row, uint32_t place, Duration value) {
    rows_[row][place] = std::max(rows_[row][place], value);
  }

  uint32_t places_;
  std::vector<std::vector<Duration>> rows_;  // rows_[k][i]: offered to places i … i + 2^k - 1
};

// As places on the path counted from 1; the path's own tasks have their place in both.
struct PlacesOnPath {
  uint32_t last_before = 0;   // 0: no task of the path leads here
  uint32_t first_behind = 0;  // path length + 1: it leads to none
};

// first_behind of all; last_before is pushed ahead by find_ways_around as it goes.
DenseMap<TaskId, PlacesOnPath> find_places(const TaskGraph& graph, const CriticalPath& path) {
  auto beyond = static_cast<uint32_t>(path.steps.size() + 1);
  DenseMap<TaskId, PlacesOnPath> places(graph.task_count(), {.first_behind = beyond});
  for (uint32_t i = 0; i < path.steps.size(); ++i)
    places[path.steps[i].task] = {.last_before = i + 1, .first_behind = i + 1};
  const std::vector<uint32_t>& order = graph.order();
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    uint32_t first = places[TaskId(*at)].first_behind;
    for (Arc arc : graph.dag().after(*at))
      first = std::min(first, places[TaskId(arc.node)].first_behind);
    places[TaskId(*at)].first_behind = first;
  }
  return places;
}

// For each place of the path (from 0) the longest way that avoids its task.
std::vector<Duration> find_ways_around(const TaskGraph& graph, const TaskDurations& durations,
                                       const PathLengths& lengths, const CriticalPath& path) {
  DenseMap<TaskId, PlacesOnPath> places = find_places(graph, path);
  auto count = static_cast<uint32_t>(path.steps.size());
  RangeMaximum around(count);
  // Places strictly between a and b, counted from 1, are a … b-2 counted from 0.
  auto offer = [&](uint32_t a, uint32_t b, Duration length) {
    if (b >= a + 2) around.offer(a, b - 2, length);
  };
  for (uint32_t at : graph.order()) {
    TaskId task(at);
    offer(0, places[task].first_behind, lengths.from[task]);
    offer(places[task].last_before, count + 1, lengths.before[task] + durations.whole[task]);
    uint32_t a = places[task].last_before;
    Duration ends[] = {lengths.before[task] + durations.until(task, WaitsFor::metadata),
                       lengths.before[task] + durations.until(task, WaitsFor::all)};
    for (Arc arc : graph.dag().after(at)) {
      TaskId next(arc.node);
      places[next].last_before = std::max(places[next].last_before, a);
      uint32_t b = places[next].first_behind;
      if (b < a + 2) continue;  // passes no place by; most edges, so nothing far is read for them
      offer(a, b, ends[waits_for(arc) == WaitsFor::all] + lengths.from[next]);
    }
  }
  return around.take();
}

}  // namespace

DenseMap<TaskId, Duration> find_drag(const TaskGraph& graph, const TaskDurations& durations) {
  return find_drag(graph, durations, find_path_lengths(graph, durations));
}

DenseMap<TaskId, Duration> find_drag(const TaskGraph& graph, const TaskDurations& durations,
                                     const PathLengths& lengths) {
  CriticalPath path = find_critical_path(graph, durations, lengths);
  std::vector<Duration> around = find_ways_around(graph, durations, lengths, path);
  DenseMap<TaskId, Duration> drag(graph.task_count());
  for (size_t i = 0; i < path.steps.size(); ++i) {
    TaskId task = path.steps[i].task;
    Duration through = lengths.before[task];
    for (Arc arc : graph.dag().after(task.index()))
      through = std::max(through, lengths.before[task] + lengths.from[TaskId(arc.node)]);
    drag[task] = lengths.longest - std::max(through, around[i]);
  }
  return drag;
}

}  // namespace makespan
