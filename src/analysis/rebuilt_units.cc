#include "analysis/rebuilt_units.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace makespan {
namespace {

// What makes two tasks builds of the same thing. Where the target directory or profile differs,
// nothing of the first build could have served the second.
using Identity =
    std::tuple<std::string_view, std::string_view, std::string_view, TaskKind, TaskMode, TaskSide,
               std::string_view, std::string_view, std::string_view>;

bool is_built(TaskKind kind) {
  switch (kind) {
    case TaskKind::library:
    case TaskKind::binary:
    case TaskKind::test:
    case TaskKind::example:
    case TaskKind::bench:
    case TaskKind::proc_macro:
    case TaskKind::build_script:
    case TaskKind::build_script_run:
    case TaskKind::doc:
      return true;
    case TaskKind::test_run:
    case TaskKind::doctest:
    case TaskKind::run:
    case TaskKind::process:
      return false;
  }
  return false;
}

Identity identity(const Trace& trace, const Task& task) {
  const Invocation& invocation = trace.invocations[task.invocation.index()];
  return {trace.text(task.name),
          trace.text(task.version),
          trace.text(task.target),
          task.kind,
          task.mode,
          task.side,
          trace.text(task.platform),
          invocation.profile,
          invocation.target_directory};
}

std::vector<std::string_view> texts(const Trace& trace, Range range) {
  std::vector<std::string_view> result;
  for (uint32_t i = range.first; i < range.end(); ++i)
    result.push_back(trace.text(trace.lists[i]));
  std::sort(result.begin(), result.end());
  return result;
}

void add_differences(std::vector<std::string>& out, const Trace& trace, Range earlier,
                     Range later) {
  std::vector<std::string_view> before = texts(trace, earlier);
  std::vector<std::string_view> after = texts(trace, later);
  std::vector<std::string_view> only;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(only));
  for (std::string_view text : only)
    out.push_back("+" + std::string(text));
  only.clear();
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(only));
  for (std::string_view text : only)
    out.push_back("-" + std::string(text));
}

}  // namespace

RebuiltUnits find_rebuilt_units(const Trace& trace) {
  RebuiltUnits result;
  std::map<Identity, TaskId> last;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {  // by start
    const Task& task = trace.tasks[i];
    if (!task.invocation.valid() || !is_built(task.kind)) continue;
    auto [known, first] = last.try_emplace(identity(trace, task), TaskId(i));
    if (first) continue;
    const Task& earlier = trace.tasks[known->second.index()];
    if (earlier.invocation != task.invocation) {
      RebuiltUnit unit{.task = TaskId(i), .earlier = known->second};
      add_differences(unit.differences, trace, earlier.features, task.features);
      add_differences(unit.differences, trace, earlier.flags, task.flags);
      result.units.push_back(std::move(unit));
      result.cost = result.cost + cost_of(task);
    }
    known->second = TaskId(i);
  }
  std::sort(result.units.begin(), result.units.end(),
            [&](const RebuiltUnit& a, const RebuiltUnit& b) {
              return std::tuple(cost_of(trace.tasks[b.task.index()]).weight(), a.task) <
                     std::tuple(cost_of(trace.tasks[a.task.index()]).weight(), b.task);
            });
  return result;
}

}  // namespace makespan
