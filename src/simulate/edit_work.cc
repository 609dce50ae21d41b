#include <algorithm>

#include "simulate/edit.h"
#include "simulate/task_parts.h"

namespace makespan {

Workload scale(Workload workload, const Scale& edit) {
  for (TaskId task : edit.tasks) {
    Range parts = workload.tasks[task.index()].parts;
    for (uint32_t at = parts.first; at < parts.end(); ++at) {
      WorkPart& part = workload.parts[at];
      if (edit.section && part.kind != *edit.section) continue;
      part.cpu = part.cpu * edit.factor;
      part.blocked = part.blocked * edit.factor;
    }
  }
  return workload;
}

Workload with_codegen_units(Workload workload, const CodegenUnits& edit) {
  std::vector<bool> chosen(workload.tasks.size());
  for (TaskId task : edit.tasks)
    chosen[task.index()] = true;
  std::vector<WorkPart> parts;
  parts.reserve(workload.parts.size());
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    WorkTask& task = workload.tasks[i];
    auto begin = workload.parts.begin() + task.parts.first;
    auto end = begin + task.parts.count;
    auto is_codegen = [](const WorkPart& part) { return part.kind == SectionKind::codegen; };
    auto recorded = static_cast<uint32_t>(std::count_if(begin, end, is_codegen));

    std::vector<WorkPart> mine(begin, end);
    if (chosen[i] && recorded > 0 && recorded < edit.units) {
      Duration ir;
      Duration codegen;
      for (const WorkPart& part : mine) {
        if (part.stage != kStageCodegen) continue;
        (is_codegen(part) ? codegen : ir) += part.cpu;
      }
      auto first = std::find_if(mine.begin(), mine.end(),
                                [](const WorkPart& part) { return part.stage == kStageCodegen; });
      auto last = std::find_if(first, mine.end(),
                               [](const WorkPart& part) { return part.stage != kStageCodegen; });
      std::vector<WorkPart> rest(last, mine.end());
      mine.erase(first, mine.end());
      add_codegen_parts(mine, ir, std::vector<Duration>(edit.units, codegen * (1.0 / edit.units)));
      mine.insert(mine.end(), rest.begin(), rest.end());
    }
    task.parts = {.first = static_cast<uint32_t>(parts.size()),
                  .count = static_cast<uint32_t>(mine.size())};
    parts.insert(parts.end(), mine.begin(), mine.end());
  }
  workload.parts = std::move(parts);
  return workload;
}

}  // namespace makespan
