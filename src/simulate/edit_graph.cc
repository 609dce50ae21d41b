#include <algorithm>
#include <utility>

#include "simulate/edit.h"

namespace makespan {
namespace {

// All that follows looks at the trace's own edges alone. Those that cargo adds for linking would
// keep alive what only a removed package pulled in (with them, every binary depends on everything),
// and that what is run waits for its turn makes nobody need what ran before.

// Tasks that are present and that nothing present waits for: what was asked for.
std::vector<uint32_t> find_wanted(const Workload& workload) {
  TaskGraph graph = workload.direct_graph();
  std::vector<uint32_t> wanted;
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    if (workload.tasks[i].present && graph.dag().after(i).empty()) wanted.push_back(i);
  }
  return wanted;
}

// Keeps what the wanted tasks lead to, not going through tasks that are not present.
void keep_only_what_leads_from(Workload& workload, const std::vector<uint32_t>& wanted) {
  TaskGraph graph = workload.direct_graph();
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

// Which tasks one leads to.
std::vector<bool> led_to(const TaskGraph& graph, TaskId from) {
  std::vector<bool> reached(graph.task_count());
  std::vector<uint32_t> open = {from.index()};
  while (!open.empty()) {
    uint32_t task = open.back();
    open.pop_back();
    for (Arc arc : graph.dag().before(task)) {
      if (reached[arc.node]) continue;
      reached[arc.node] = true;
      open.push_back(arc.node);
    }
  }
  return reached;
}

// Edges for linking stay where the task still leads to what it links.
void drop_links_to_what_is_not_reached(Workload& workload) {
  TaskGraph graph = workload.direct_graph();
  auto first = workload.dependencies.begin() + static_cast<ptrdiff_t>(workload.direct_dependencies);
  std::sort(first, workload.dependencies.end(), [](const Dependency& a, const Dependency& b) {
    return a.task != b.task ? a.task < b.task : a.on < b.on;
  });
  TaskId of;
  std::vector<bool> reached;
  auto stale = [&](const Dependency& dependency) {
    if (dependency.task != of) reached = led_to(graph, of = dependency.task);
    return !reached[dependency.on.index()];
  };
  std::vector<Dependency> kept(workload.dependencies.begin(), first);
  for (; first != workload.dependencies.end(); ++first)
    if (!stale(*first)) kept.push_back(*first);
  workload.dependencies = std::move(kept);
}

}  // namespace

Workload without(Workload workload, const Without& edit) {
  std::vector<uint32_t> wanted = find_wanted(workload);
  for (TaskId task : edit.tasks)
    workload.tasks[task.index()].present = false;
  keep_only_what_leads_from(workload, wanted);
  return workload;
}

Workload unlink(Workload workload, const Unlink& edit) {
  std::vector<uint32_t> wanted = find_wanted(workload);
  for (TaskId task : edit.asked)
    wanted.push_back(task.index());
  std::vector<std::pair<TaskId, TaskId>> gone;
  for (const Dependency& edge : edit.edges)
    gone.emplace_back(edge.task, edge.on);
  std::sort(gone.begin(), gone.end());
  std::vector<Dependency> kept;
  size_t direct_count = 0;
  for (size_t i = 0; i < workload.dependencies.size(); ++i) {
    const Dependency& dependency = workload.dependencies[i];
    if (std::binary_search(gone.begin(), gone.end(), std::pair(dependency.task, dependency.on)))
      continue;
    kept.push_back(dependency);
    if (i < workload.direct_dependencies) direct_count = kept.size();
  }
  workload.dependencies = std::move(kept);
  workload.direct_dependencies = direct_count;
  drop_links_to_what_is_not_reached(workload);
  keep_only_what_leads_from(workload, wanted);
  return workload;
}

Workload align(Workload workload, const Align& edit) {
  std::vector<uint32_t> wanted = find_wanted(workload);
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
  for (const Align::Move& move : edit.moves)
    workload.tasks[move.from.index()].present = false;
  keep_only_what_leads_from(workload, wanted);
  return workload;
}

}  // namespace makespan
