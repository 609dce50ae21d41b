#include "import/cargo/unit_sides.h"

#include "import/cargo/recorded_image.h"

namespace makespan {
namespace {

TaskSide with(TaskSide known, TaskSide more) {
  if (known == TaskSide::unknown) return more;
  return known == more ? known : TaskSide::both;
}

bool runs_on_host(TaskKind kind) {
  return kind == TaskKind::build_script || kind == TaskKind::proc_macro;
}

// The cargos that were called with `--target`: one unit with it is enough.
DenseMap<CargoId, bool> cross_cargos(const ProcessWalk& walk) {
  DenseMap<CargoId, bool> cross(walk.cargos.size());
  for (const Work& work : walk.works) {
    if (work.cargo.valid() && work.kind != WorkKind::doctest && !work.call.platform.empty()) {
      cross[work.cargo] = true;
    }
  }
  return cross;
}

}  // namespace

DenseMap<WorkId, TaskSide> find_unit_sides(const Trace& trace, const ProcessWalk& walk,
                                           std::span<const Dependency> edges) {
  DenseMap<CargoId, bool> cross = cross_cargos(walk);
  DenseMap<WorkId, std::vector<WorkId>> dependencies(walk.works.size());
  for (const Dependency& edge : edges)
    dependencies[WorkId(edge.task.index())].push_back(WorkId(edge.on.index()));

  DenseMap<WorkId, TaskSide> sides(walk.works.size());
  for (size_t i = walk.works.size(); i-- > 0;) {
    WorkId id(i);
    const Work& work = walk.works[i];
    if (!work.cargo.valid()) continue;
    TaskKind kind = trace.tasks[i].kind;
    bool compiler = work.kind == WorkKind::compile || work.kind == WorkKind::document;
    if (compiler && cross[work.cargo]) {
      sides[id] = work.call.platform.empty() ? TaskSide::host : TaskSide::target;
    } else if (runs_on_host(kind)) {
      sides[id] = TaskSide::host;
    } else if (sides[id] == TaskSide::unknown) {
      sides[id] = TaskSide::target;  // nothing that was built needs it: it was asked for
    }
    for (WorkId on : dependencies[id])
      sides[on] = with(sides[on], sides[id]);
  }
  return sides;
}

}  // namespace makespan
