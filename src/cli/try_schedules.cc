#include "cli/try_schedules.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/finish_chain.h"

namespace makespan {
namespace {

using Row = SchedulePair::Row;
using Name = std::pair<std::string, size_t>;  // label, and the how many-th of that label

std::map<Name, Row> rows_of(const Trace& trace) {
  std::vector<size_t> order(trace.tasks.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return trace.tasks[a].start < trace.tasks[b].start; });
  std::vector<Name> names(trace.tasks.size());
  std::map<std::string, size_t> seen;
  std::map<Name, Row> rows;
  for (size_t i : order) {
    const TaskId id(static_cast<uint32_t>(i));
    const std::string label = task_label(trace, id);
    const Task& task = trace.tasks[i];
    const Name name{label, seen[label]++};
    names[i] = name;
    rows[name] = {.label = label, .start = task.start.since_epoch(), .length = task.wall};
  }
  const TaskGraph graph(trace);
  for (const FinishStep& step : find_finish_chain(trace, graph).steps)
    rows[names[step.task.index()]].critical = true;
  return rows;
}

// Of the round whose wall time is the median, the lower one of two; none without rounds.
std::optional<std::string> median_run(const TryFigures& figures) {
  const size_t rounds = std::min(figures.wall.size(), figures.runs.size());
  if (rounds == 0) return std::nullopt;
  std::vector<size_t> order(rounds);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return figures.wall[a] < figures.wall[b]; });
  return figures.runs[order[(rounds - 1) / 2]];
}

std::optional<Trace> median_build(const TryFigures& figures, RunStore& store) {
  const std::optional<std::string> run = median_run(figures);
  if (!run) return std::nullopt;
  Result<RunFileContent> content = store.load(*run);
  return content ? std::optional(std::move(content->trace)) : std::nullopt;
}

}  // namespace

SchedulePair pair_schedules(const Trace& before, const Trace& after) {
  std::map<Name, std::pair<Row, Row>> both;
  for (auto& [name, row] : rows_of(before))
    both[name].first = row;
  for (auto& [name, row] : rows_of(after))
    both[name].second = row;
  SchedulePair pair;
  for (auto& [name, rows] : both) {
    rows.first.label = rows.second.label = name.first;
    pair.before.push_back(std::move(rows.first));
    pair.after.push_back(std::move(rows.second));
  }
  return pair;
}

void add_schedules(TryAnswer& answer, RunStore& store) {
  const std::optional<Trace> base = median_build(answer.base, store);
  if (!base || base->tasks.empty()) return;
  for (TryVariant& variant : answer.variants) {
    if (const std::optional<Trace> changed = median_build(variant.figures, store))
      variant.schedule = pair_schedules(*base, *changed);
  }
}

}  // namespace makespan
