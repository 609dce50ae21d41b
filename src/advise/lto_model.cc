#include "advise/lto_model.h"

#include "advise/situation.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

// As many as rustc ever uses at once for thin LTO on the machines that were seen.
constexpr uint32_t kThinThreads = 16;

bool links(const Task& task) {
  switch (task.kind) {
    case TaskKind::binary:
    case TaskKind::test:
    case TaskKind::example:
    case TaskKind::bench:
      return task.mode == TaskMode::build;
    case TaskKind::library:
    case TaskKind::proc_macro:
    case TaskKind::build_script:
    case TaskKind::build_script_run:
    case TaskKind::doc:
    case TaskKind::test_run:
    case TaskKind::doctest:
    case TaskKind::run:
    case TaskKind::process:
      return false;
  }
  return false;
}

}  // namespace

Duration LtoModel::codegen_beneath(TaskId task) const {
  std::vector<bool> seen(graph_.task_count());
  std::vector<uint32_t> open = {task.index()};
  Duration sum;
  while (!open.empty()) {
    uint32_t at = open.back();
    open.pop_back();
    for (Arc arc : graph_.dag().before(at)) {
      const Task& before = trace_.tasks[arc.node];
      if (seen[arc.node] || before.kind != TaskKind::library || !is_target_side(before)) continue;
      seen[arc.node] = true;
      sum += section_cpu(trace_, TaskId(arc.node), SectionKind::codegen);
      open.push_back(arc.node);
    }
  }
  return sum;
}

bool LtoModel::runs_lto(TaskId task) const {
  return links(trace_.tasks[task.index()]);
}

LtoFactors LtoModel::of(TaskId task, std::string_view lto) const {
  LtoFactors factors;
  bool across = lto == "fat" || lto == "thin";
  if (!runs_lto(task)) {
    // Objects cost code generation, bitcode alone costs less of it.
    factors.codegen = across ? Factor{0.3, 0.7, 1} : Factor{1, 1.2, 3};
    if (!across) factors.lto = {0, 1, 1.5};
    return factors;
  }
  Duration now = section_cpu(trace_, task, SectionKind::lto);
  if (!across) {
    // What stays is the optimisation among the unit's own codegen units.
    factors.lto = {0, 0.1, 0.4};
    return factors;
  }
  factors.lto = {0, 0, 0};
  factors.moved = now > Duration() ? now : codegen_beneath(task);
  factors.share = {0.5, 1, 1.6};
  factors.threads = threads(task, lto);
  return factors;
}

uint32_t LtoModel::threads(TaskId task, std::string_view lto) const {
  return lto == "thin" && runs_lto(task) ? kThinThreads : 1;
}

}  // namespace makespan
