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

// Keeps what the wanted tasks lead to, not going through tasks that are not present. What was asked
// for by a task that is not kept goes too.
void keep_only_what_leads_from(Workload& workload, const std::vector<uint32_t>& wanted) {
  TaskGraph graph = workload.direct_graph();
  std::vector<bool> kept(workload.tasks.size());
  std::vector<uint32_t> open;
  auto keep = [&](uint32_t task) {
    if (kept[task] || !workload.tasks[task].present) return;
    kept[task] = true;
    open.push_back(task);
  };
  auto keep_with_all_before = [&](uint32_t wanted_task) {
    keep(wanted_task);
    while (!open.empty()) {
      uint32_t task = open.back();
      open.pop_back();
      for (Arc arc : graph.dag().before(task))
        keep(arc.node);
    }
  };
  // A caller's invocation stands before those that it calls.
  DenseMap<InvocationId, std::vector<uint32_t>> called(workload.invocations.size());
  for (uint32_t task : wanted) {
    InvocationId id = workload.tasks[task].invocation;
    if (id.valid() && workload.invocations[id.index()].caller.valid()) {
      called[id].push_back(task);
    } else {
      keep_with_all_before(task);
    }
  }
  for (uint32_t i = 0; i < workload.invocations.size(); ++i) {
    for (uint32_t task : called[InvocationId(i)]) {
      if (kept[workload.invocations[i].caller.index()]) keep_with_all_before(task);
    }
  }
  for (uint32_t i = 0; i < workload.tasks.size(); ++i)
    workload.tasks[i].present = kept[i];
}

// Where to each task moves; none: it stays. A call of the build tool cannot wait for a later one.
DenseMap<TaskId, TaskId> moves_within_invocations(const Workload& workload, const Align& edit) {
  DenseMap<TaskId, TaskId> now(workload.tasks.size());
  for (const Align::Move& move : edit.moves) {
    const WorkTask& from = workload.tasks[move.from.index()];
    if (from.invocation == workload.tasks[move.to.index()].invocation) now[move.from] = move.to;
  }
  return now;
}

// `before`: the dependencies as they were, one for one; kept so.
void drop_waits_for_itself(Workload& workload, std::vector<Dependency>& before) {
  size_t kept = 0;
  size_t direct = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    if (workload.dependencies[i].task == workload.dependencies[i].on) continue;
    workload.dependencies[kept] = workload.dependencies[i];
    before[kept++] = before[i];
    if (i < workload.direct_dependencies) direct = kept;
  }
  workload.dependencies.resize(kept);
  before.resize(kept);
  workload.direct_dependencies = direct;
}

// What the kept version itself needs cannot wait for it, and keeps the one that it has. Each round
// undoes a move, and without any there is no circle.
void undo_moves_in_circles(Workload& workload, const std::vector<Dependency>& before) {
  std::vector<Dependency>& now = workload.dependencies;
  for (;;) {
    std::vector<Edge> edges;
    for (const Dependency& dependency : now)
      edges.push_back({.from = dependency.on.index(), .to = dependency.task.index()});
    std::vector<uint32_t> circle =
        topological_order(Dag(static_cast<uint32_t>(workload.tasks.size()), edges)).cycle;
    if (circle.empty()) return;
    // Who comes next in the circle, for each of its tasks.
    DenseMap<TaskId, TaskId> next(workload.tasks.size());
    for (size_t i = 0; i < circle.size(); ++i)
      next[TaskId(circle[i])] = TaskId(circle[(i + 1) % circle.size()]);
    for (size_t i = 0; i < now.size(); ++i) {
      bool moved = !(now[i] == before[i]);
      if (!moved || next[now[i].on] != now[i].task) continue;
      now[i] = before[i];
      break;
    }
  }
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
  DenseMap<TaskId, TaskId> now = moves_within_invocations(workload, edit);
  std::erase_if(wanted, [&](uint32_t task) { return now[TaskId(task)].valid(); });
  // Edges of the trace and those for linking alike; what goes keeps its own until nobody wants it.
  std::vector<Dependency> before = workload.dependencies;
  for (Dependency& dependency : workload.dependencies) {
    TaskId to = now[dependency.on];
    if (to.valid() && !now[dependency.task].valid()) dependency.on = to;
  }
  drop_waits_for_itself(workload, before);
  undo_moves_in_circles(workload, before);
  keep_only_what_leads_from(workload, wanted);
  return workload;
}

}  // namespace makespan
