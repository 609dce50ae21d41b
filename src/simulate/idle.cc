#include "simulate/idle.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace makespan {
namespace {

struct Change {
  Timestamp at;
  uint32_t part;
  bool begins;
};

// Tasks that transitively wait for `task` and begin at `moment` or later.
uint32_t count_waiting(const TaskGraph& graph, const Schedule& schedule, uint32_t task,
                       Timestamp moment, std::vector<uint32_t>& seen_by) {
  uint32_t waiting = 0;
  std::vector<uint32_t> open = {task};
  while (!open.empty()) {
    uint32_t at = open.back();
    open.pop_back();
    for (Arc arc : graph.dag().after(at)) {
      if (seen_by[arc.node] == task) continue;
      seen_by[arc.node] = task;
      open.push_back(arc.node);
      if (schedule.tasks[TaskId(arc.node)].start >= moment) ++waiting;
    }
  }
  std::fill(seen_by.begin(), seen_by.end(), UINT32_MAX);
  return waiting;
}

std::vector<Change> find_changes(const Workload& workload, const Schedule& schedule) {
  std::vector<Change> changes;
  for (const WorkTask& task : workload.tasks) {
    if (!task.present) continue;
    for (uint32_t part = task.parts.first; part < task.parts.end(); ++part) {
      Span span = schedule.parts[part];
      if (span.end <= span.start) continue;
      changes.push_back({.at = span.start, .part = part, .begins = true});
      changes.push_back({.at = span.end, .part = part, .begins = false});
    }
  }
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return std::tuple(a.at, a.begins, a.part) < std::tuple(b.at, b.begins, b.part);
  });
  return changes;
}

// Cores that nothing used while so many threads of the build ran. Asked for stretches of time, each
// behind the one before.
class FreeCores {
 public:
  FreeCores(double cores, std::span<const TakenCores> taken) : cores_(cores), taken_(taken) {}

  struct Idle {
    Duration time;  // in which there were any
    Duration core_time;
  };
  Idle between(Timestamp from, Timestamp to, size_t running) {
    Idle idle;
    while (from < to) {
      while (next_ < taken_.size() && taken_[next_].from <= from)
        taken_now_ = taken_[next_++].cores;
      Timestamp until = next_ < taken_.size() ? std::min(to, taken_[next_].from) : to;
      double free = cores_ - taken_now_ - static_cast<double>(running);
      if (free > 0) {
        idle.time += until - from;
        idle.core_time += (until - from) * free;
      }
      from = until;
    }
    return idle;
  }

 private:
  double cores_;
  std::span<const TakenCores> taken_;
  size_t next_ = 0;
  double taken_now_ = 0;
};

}  // namespace

IdleExplanation explain_idle(const Workload& workload, const TaskGraph& graph,
                             const Schedule& schedule, double cores,
                             std::span<const TakenCores> taken) {
  std::vector<uint32_t> task_of(workload.parts.size());
  for (uint32_t task = 0; task < workload.tasks.size(); ++task) {
    Range parts = workload.tasks[task].parts;
    std::fill_n(task_of.begin() + parts.first, parts.count, task);
  }
  struct Key {
    uint32_t task;
    SectionKind section;
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, IdleReason> reasons;
  std::vector<uint32_t> seen_by(workload.tasks.size(), UINT32_MAX);
  IdleExplanation explanation;

  FreeCores free_cores(cores, taken);
  std::vector<Change> changes = find_changes(workload, schedule);
  std::vector<uint32_t> running;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (changes[i].begins) {
      running.push_back(changes[i].part);
    } else {
      std::erase(running, changes[i].part);
    }
    if (i + 1 == changes.size() || changes[i + 1].at == changes[i].at) continue;
    FreeCores::Idle idle = free_cores.between(changes[i].at, changes[i + 1].at, running.size());
    if (idle.time <= Duration() || running.empty()) continue;
    explanation.idle += idle.core_time;

    IdleReason* blamed = nullptr;
    for (uint32_t part : running) {
      Key key{.task = task_of[part], .section = workload.parts[part].kind};
      auto [at, added] = reasons.try_emplace(key);
      IdleReason& reason = at->second;
      if (added) {
        reason.task = TaskId(key.task);
        reason.section = key.section;
        reason.waiting = count_waiting(graph, schedule, key.task, changes[i].at, seen_by);
      }
      if (blamed == nullptr || reason.waiting > blamed->waiting) blamed = &reason;
    }
    blamed->time += idle.time;
    blamed->idle += idle.core_time;
    blamed->running = std::max(blamed->running, static_cast<uint32_t>(running.size()));
  }
  for (const auto& [key, reason] : reasons) {
    if (reason.time > Duration()) explanation.reasons.push_back(reason);
  }
  std::stable_sort(explanation.reasons.begin(), explanation.reasons.end(),
                   [](const IdleReason& a, const IdleReason& b) { return a.idle > b.idle; });
  return explanation;
}

}  // namespace makespan
