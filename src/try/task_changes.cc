#include "try/task_changes.h"

#include <algorithm>
#include <utility>

#include "try/same_work.h"

namespace makespan {
namespace {

using CostsByTask = std::map<std::string, std::vector<Duration>>;

CostsByTask by_task(const std::vector<std::vector<TaskCost>>& rounds) {
  CostsByTask costs;
  for (const std::vector<TaskCost>& round : rounds) {
    for (const TaskCost& task : round)
      costs[task.task].push_back(task.cpu);
  }
  return costs;
}

std::optional<Duration> median_of(const CostsByTask& costs, const std::string& task) {
  auto found = costs.find(task);
  if (found == costs.end()) return std::nullopt;
  std::vector<Duration> sorted = found->second;
  std::sort(sorted.begin(), sorted.end());
  size_t middle = sorted.size() / 2;
  if (sorted.size() % 2 == 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) * 0.5;
}

// Of a task that only the prediction's own build had, and of one that cost nothing there, what the
// prediction says as it stands.
std::optional<Duration> predicted_cpu(const std::map<std::string, TaskPrediction>& predicted,
                                      const std::string& task, std::optional<Duration> base) {
  auto found = predicted.find(task);
  if (found == predicted.end()) return std::nullopt;
  const TaskPrediction& said = found->second;
  if (!base || said.recorded <= Duration()) return said.changed;
  return *base * ratio(said.changed, said.recorded);
}

Duration size_of(const TaskChange& change) {
  Duration expected = change.predicted.value_or(change.base.value_or(Duration()));
  Duration difference = change.variant.value_or(Duration()) - expected;
  return std::max(difference, -difference);
}

}  // namespace

std::vector<TaskCost> task_costs(const Trace& trace) {
  struct Sum {
    Duration cpu;
    std::vector<std::string> works;
  };
  std::map<std::string, Sum> sums;
  std::vector<std::string> works = work_names(trace);
  for (size_t i = 0; i < trace.tasks.size(); ++i) {
    if (!trace.tasks[i].cpu) continue;
    Sum& sum = sums[task_label(trace, TaskId(i))];
    sum.cpu += *trace.tasks[i].cpu;
    sum.works.push_back(std::move(works[i]));
  }
  std::vector<TaskCost> costs;
  for (auto& [task, sum] : sums) {
    std::sort(sum.works.begin(), sum.works.end());
    std::string work;
    // One of them that is not told stands in front.
    if (!sum.works.front().empty())
      for (const std::string& one : sum.works)
        work += one;
    costs.push_back({.task = task, .cpu = sum.cpu, .work = std::move(work)});
  }
  return costs;
}

std::vector<TaskChange> task_changes(const std::vector<std::vector<TaskCost>>& base,
                                     const std::vector<std::vector<TaskCost>>& variant,
                                     const std::map<std::string, TaskPrediction>& predicted,
                                     size_t limit) {
  CostsByTask before = by_task(base);
  CostsByTask after = by_task(variant);
  std::map<std::string, TaskChange> changes;
  for (const CostsByTask* side : {&before, &after}) {
    for (const auto& [task, costs] : *side) {
      std::optional<Duration> cpu = median_of(before, task);
      changes[task] = {.task = task,
                       .base = cpu,
                       .variant = median_of(after, task),
                       .predicted = predicted_cpu(predicted, task, cpu)};
    }
  }
  std::vector<TaskChange> sorted;
  for (auto& [task, change] : changes)
    sorted.push_back(std::move(change));
  std::stable_sort(sorted.begin(), sorted.end(), [](const TaskChange& a, const TaskChange& b) {
    return size_of(a) > size_of(b);
  });
  if (sorted.size() > limit) sorted.resize(limit);
  return sorted;
}

}  // namespace makespan
