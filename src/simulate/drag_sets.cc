#include "simulate/drag_sets.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "simulate/bounds.h"

namespace makespan {
namespace {

using Names = std::map<std::string, std::vector<TaskId>>;

void add_sets(std::vector<DragSet>& sets, Names& names, DragKind kind) {
  for (auto& [name, tasks] : names)
    sets.push_back({.name = name, .kind = kind, .edit = Scale{.tasks = std::move(tasks)}});
}

// Versions of packages that are there in more than one.
void add_versions(const Trace& trace, std::vector<DragSet>& sets) {
  std::map<std::string, Names> versions;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    std::string version(trace.text(task.version));
    if (!version.empty())
      versions[std::string(trace.text(task.name))][version].push_back(TaskId(i));
  }
  for (auto& [name, tasks_of] : versions) {
    if (tasks_of.size() < 2) continue;
    for (auto& [version, tasks] : tasks_of) {
      sets.push_back({.name = std::string(name).append(" ").append(version),
                      .kind = DragKind::version,
                      .edit = Without{.tasks = std::move(tasks)}});
    }
  }
}

Duration mean_makespan(const Workload& workload, const TaskGraph& graph, QueueOrder order,
                       const SimulationOptions& options, uint32_t tie_orders) {
  Duration sum;
  for (uint32_t seed = 1; seed <= tie_orders; ++seed) {
    order.tie = shuffled_ties(workload.tasks.size(), seed);
    sum += simulate(workload, graph, order, options).makespan;
  }
  return sum * (1.0 / tie_orders);
}

struct NamedWork {
  std::span<const TaskId> tasks;
  std::optional<SectionKind> section;
};

NamedWork work_named(const Edit& edit) {
  if (const auto* scaled = std::get_if<Scale>(&edit)) return {scaled->tasks, scaled->section};
  if (const auto* removed = std::get_if<Without>(&edit)) return {removed->tasks, std::nullopt};
  return {};
}

Duration work_of(const Workload& workload, const DragSet& set) {
  NamedWork named = work_named(set.edit);
  Duration sum;
  for (TaskId task : named.tasks) {
    Range parts = workload.tasks[task.index()].parts;
    for (uint32_t at = parts.first; at < parts.end(); ++at) {
      const WorkPart& part = workload.parts[at];
      if (!named.section || part.kind == *named.section) sum += part.cpu + part.blocked;
    }
  }
  return sum;
}

}  // namespace

std::vector<DragSet> find_drag_sets(const Trace& trace) {
  Names packages;
  Names member_tests;
  DragSet scripts{.name = "build scripts", .kind = DragKind::build_scripts};
  DragSet macros{.name = "proc-macros", .kind = DragKind::proc_macros};
  Scale all_scripts;
  Scale all_macros;
  Scale all_links{.section = SectionKind::link};
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    TaskId id(i);
    std::string name(trace.text(task.name));
    packages[name].push_back(id);
    all_links.tasks.push_back(id);
    bool test = task.kind == TaskKind::test || task.kind == TaskKind::test_run ||
                task.kind == TaskKind::doctest;
    if (test && task.local) member_tests["tests of " + name].push_back(id);
    if (task.kind == TaskKind::build_script || task.kind == TaskKind::build_script_run)
      all_scripts.tasks.push_back(id);
    if (task.kind == TaskKind::proc_macro) all_macros.tasks.push_back(id);
  }
  std::vector<DragSet> sets;
  add_sets(sets, packages, DragKind::package);
  add_versions(trace, sets);
  add_sets(sets, member_tests, DragKind::tests);
  sets.push_back({.name = "links", .kind = DragKind::links, .edit = all_links});
  if (!all_scripts.tasks.empty()) {
    scripts.edit = all_scripts;
    sets.push_back(scripts);
  }
  if (!all_macros.tasks.empty()) {
    macros.edit = all_macros;
    sets.push_back(macros);
  }
  return sets;
}

std::vector<DragSet> largest_sets(const Workload& workload, std::vector<DragSet> sets,
                                  size_t most) {
  if (sets.size() <= most) return sets;
  std::vector<std::pair<Duration, size_t>> work;
  for (size_t i = 0; i < sets.size(); ++i)
    work.emplace_back(work_of(workload, sets[i]), i);
  std::sort(work.begin(), work.end(), [](const auto& a, const auto& b) {
    return std::tuple(b.first, a.second) < std::tuple(a.first, b.second);
  });
  std::vector<DragSet> largest;
  for (size_t i = 0; i < most; ++i)
    largest.push_back(std::move(sets[work[i].second]));
  return largest;
}

std::vector<TaskDrag> find_task_drag(const Workload& workload, std::span<const TaskId> tasks,
                                     Policy policy, const SimulationOptions& options,
                                     uint32_t tie_orders) {
  TaskGraph graph = workload.graph();
  QueueOrder order = find_queue_order(workload, graph, policy, 1);
  Duration recorded = mean_makespan(workload, graph, order, options, tie_orders);
  std::vector<TaskDrag> drags;
  for (TaskId task : tasks) {
    Workload zeroed = scale(workload, {.tasks = {task}});
    drags.push_back(
        {.task = task,
         .recorded = recorded - mean_makespan(zeroed, graph, order, options, tie_orders)});
  }
  return drags;
}

std::vector<SetDrag> find_set_drag(const Workload& workload, std::span<const DragSet> sets,
                                   Policy policy, const SimulationOptions& options,
                                   uint32_t tie_orders) {
  TaskGraph graph = workload.graph();
  QueueOrder order = find_queue_order(workload, graph, policy, 1);
  Duration unlimited = find_bounds(workload, graph, options.cores).critical_path;
  Duration recorded = mean_makespan(workload, graph, order, options, tie_orders);
  std::vector<SetDrag> drags;
  for (const DragSet& set : sets) {
    Workload edited = apply_edits(workload, {&set.edit, 1});
    // Only a removal changes the graph, and with it the priorities.
    bool removes = std::holds_alternative<Without>(set.edit);
    TaskGraph edited_graph = removes ? edited.graph() : TaskGraph();
    const TaskGraph& used = removes ? edited_graph : graph;
    QueueOrder used_order = removes ? find_queue_order(edited, used, policy, 1) : order;
    drags.push_back(
        {.name = set.name,
         .kind = set.kind,
         .unlimited = unlimited - find_bounds(edited, used, options.cores).critical_path,
         .recorded = recorded - mean_makespan(edited, used, used_order, options, tie_orders)});
  }
  std::sort(drags.begin(), drags.end(), [](const SetDrag& a, const SetDrag& b) {
    return std::tuple(b.recorded, a.kind, a.name) < std::tuple(a.recorded, b.kind, b.name);
  });
  return drags;
}

}  // namespace makespan
