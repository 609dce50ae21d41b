#include <algorithm>

#include "simulate/edit.h"

namespace makespan {
namespace {

// Tasks that are present and that nothing present waits for: what was asked for.
std::vector<uint32_t> find_wanted(const Workload& workload, const TaskGraph& graph) {
  std::vector<uint32_t> wanted;
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    if (workload.tasks[i].present && graph.dag().after(i).empty()) wanted.push_back(i);
  }
  return wanted;
}

// Keeps what the wanted tasks lead to, not going through tasks that are not present.
void keep_only_what_leads_from(Workload& workload, const std::vector<uint32_t>& wanted) {
  TaskGraph graph = workload.graph();
  std::vector<bool> kept(workload.tasks.size());
  std::vector<uint32_t> open;
  auto keep = [&](uint32_t task) {
    if (kept[task] || !workload.tasks[task].present) return;
    kept[task] = true;
    open.push_back(task);
  };
  for (uint32_t task : wanted)
    keep(task);
  while (!open.empty()) {
    uint32_t task = open.back();
    open.pop_back();
    for (Arc arc : graph.dag().before(task))
      keep(arc.node);
  }
  for (uint32_t i = 0; i < workload.tasks.size(); ++i)
    workload.tasks[i].present = kept[i];
}

// The edges that cargo adds for linking would keep alive what only a removed package pulled in:
// with them, every binary depends on everything. Only what an edge of the trace says counts.
Workload only_direct(const Workload& workload) {
  Workload direct = workload;
  direct.dependencies.resize(workload.direct_dependencies);
  return direct;
}

void take_presence(Workload& workload, const Workload& from) {
  for (uint32_t i = 0; i < workload.tasks.size(); ++i)
    workload.tasks[i].present = from.tasks[i].present;
}

}  // namespace

Workload without(Workload workload, const Without& edit) {
  Workload direct = only_direct(workload);
  std::vector<uint32_t> wanted = find_wanted(direct, direct.graph());
  for (TaskId task : edit.tasks)
    direct.tasks[task.index()].present = false;
  keep_only_what_leads_from(direct, wanted);
  take_presence(workload, direct);
  return workload;
}

Workload align(Workload workload, const Align& edit) {
  Workload direct = only_direct(workload);
  std::vector<uint32_t> wanted = find_wanted(direct, direct.graph());
  DenseMap<TaskId, TaskId> now(workload.tasks.size());
  for (const Align::Move& move : edit.moves)
    now[move.from] = move.to;
  // Edges of the trace and those for linking alike; a task never comes to wait for itself.
  std::vector<Dependency> kept;
  size_t direct_count = 0;
  for (size_t i = 0; i < workload.dependencies.size(); ++i) {
    Dependency dependency = workload.dependencies[i];
    if (now[dependency.on].valid()) dependency.on = now[dependency.on];
    if (dependency.on == dependency.task || now[dependency.task].valid()) continue;
    kept.push_back(dependency);
    if (i < workload.direct_dependencies) direct_count = kept.size();
  }
  workload.dependencies = std::move(kept);
  workload.direct_dependencies = direct_count;
  direct = only_direct(workload);
  for (const Align::Move& move : edit.moves)
    direct.tasks[move.from.index()].present = false;
  keep_only_what_leads_from(direct, wanted);
  take_presence(workload, direct);
  return workload;
}

}  // namespace makespan
