#include "try/pace.h"

#include <algorithm>
#include <map>
#include <string>

#include "try/paired_change.h"

namespace makespan {
namespace {

// Of fewer the scatter of single tasks, a fifth each on a shared machine, is no better than that of
// the pace.
constexpr double kLeastShare = 0.25;
constexpr size_t kFewestTasks = 8;

// What is the same work in both builds of a round.
struct Same {
  size_t tasks = 0;
  Duration before;
  Duration after;
  Duration all_before;
  bool everything = true;
};

Same same_in(const std::vector<TaskCost>& base, const std::vector<TaskCost>& variant) {
  std::map<std::string, const TaskCost*> by_task;
  for (const TaskCost& task : base)
    by_task[task.task] = &task;
  Same same{.everything = base.size() == variant.size()};
  for (const TaskCost& task : variant) {
    const auto found = by_task.find(task.task);
    if (found == by_task.end() || task.work.empty() || task.work != found->second->work) {
      same.everything = false;
      continue;
    }
    ++same.tasks;
    same.before += found->second->cpu;
    same.after += task.cpu;
  }
  for (const TaskCost& task : base)
    same.all_before += task.cpu;
  return same;
}

}  // namespace

std::optional<PacedChange> paced_change(const PacedSide& base, const PacedSide& variant) {
  const size_t rounds = std::min({base.tasks.size(), variant.tasks.size(),
                                  variant.figures.wall.size(), variant.figures.cpu.size()});
  std::vector<Duration> before;
  std::vector<Duration> after;
  std::vector<Duration> cpu;
  std::vector<Duration> wall;
  PacedChange paced{.share = 1};
  bool everything = true;
  for (size_t round = 0; round < rounds; ++round) {
    const Same same = same_in(base.tasks[round], variant.tasks[round]);
    const double share = ratio(same.before, same.all_before);
    if (same.tasks < kFewestTasks || share < kLeastShare) return std::nullopt;
    paced.share = std::min(paced.share, share);
    everything &= same.everything;
    before.push_back(same.before);
    after.push_back(same.after);
    const double pace = ratio(same.after, same.before);
    cpu.push_back(variant.figures.cpu[round] * (1 / pace));
    wall.push_back(variant.figures.wall[round] * (1 / pace));
  }
  if (rounds == 0 || everything) return std::nullopt;
  paced.pace = paired_change(before, after);
  paced.cpu = paired_change(base.figures.cpu, cpu);
  paced.wall = paired_change(base.figures.wall, wall);
  const double raw = paired_change(base.figures.cpu, variant.figures.cpu).half_width();
  if (paced.cpu.bounded && paced.cpu.half_width() > raw) return std::nullopt;
  return paced;
}

}  // namespace makespan
