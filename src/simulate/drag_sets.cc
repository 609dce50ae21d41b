#include "simulate/drag_sets.h"

#include <algorithm>
#include <map>
#include <tuple>

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

std::string_view word(DragKind kind) {
  switch (kind) {
    case DragKind::package:
      return "package";
    case DragKind::version:
      return "version";
    case DragKind::links:
      return "links";
    case DragKind::build_scripts:
      return "build-scripts";
    case DragKind::proc_macros:
      return "proc-macros";
    case DragKind::tests:
      return "tests";
  }
  return "";
}

}  // namespace makespan
