#include <algorithm>

#include "simulate/edit.h"

namespace makespan {
namespace {

// Which copy stands for a task; none: it is not copied.
using Copies = DenseMap<TaskId, TaskId>;

Copies add_copies(Workload& workload, const std::vector<TaskId>& tasks) {
  Copies copies(workload.tasks.size());
  for (TaskId id : tasks) {
    if (!workload.tasks[id.index()].present || copies[id].valid()) continue;
    WorkTask copy = workload.tasks[id.index()];
    Range from = copy.parts;
    copy.parts.first = static_cast<uint32_t>(workload.parts.size());
    for (uint32_t at = from.first; at < from.end(); ++at) {
      WorkPart part = workload.parts[at];
      workload.parts.push_back(part);
    }
    copies[id] = TaskId(static_cast<uint32_t>(workload.tasks.size()));
    workload.tasks.push_back(copy);
  }
  return copies;
}

}  // namespace

Workload unshare(Workload workload, const Unshare& edit) {
  DenseMap<TaskId, bool> on_host(workload.tasks.size());
  for (TaskId task : edit.host)
    on_host[task] = true;
  Copies copies = add_copies(workload, edit.tasks);

  std::vector<Dependency> direct;
  std::vector<Dependency> for_linking;
  for (size_t i = 0; i < workload.dependencies.size(); ++i) {
    Dependency dependency = workload.dependencies[i];
    std::vector<Dependency>& kept = i < workload.direct_dependencies ? direct : for_linking;
    TaskId copy_of_on = copies[dependency.on];
    if (on_host[dependency.task] && copy_of_on.valid()) dependency.on = copy_of_on;
    kept.push_back(dependency);
    if (copies[dependency.task].valid()) {
      kept.push_back({.task = copies[dependency.task],
                      .on = copy_of_on.valid() ? copy_of_on : dependency.on,
                      .waits_for = dependency.waits_for});
    }
  }
  workload.direct_dependencies = direct.size();
  direct.insert(direct.end(), for_linking.begin(), for_linking.end());
  workload.dependencies = std::move(direct);
  return workload;
}

}  // namespace makespan
