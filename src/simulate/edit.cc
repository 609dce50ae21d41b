#include "simulate/edit.h"

namespace makespan {

Workload apply_edits(Workload workload, std::span<const Edit> edits) {
  for (const Edit& edit : edits) {
    if (const auto* some = std::get_if<Without>(&edit)) {
      workload = without(std::move(workload), *some);
    } else if (const auto* moves = std::get_if<Align>(&edit)) {
      workload = align(std::move(workload), *moves);
    } else if (const auto* factor = std::get_if<Scale>(&edit)) {
      workload = scale(std::move(workload), *factor);
    } else if (const auto* units = std::get_if<CodegenUnits>(&edit)) {
      workload = with_codegen_units(std::move(workload), *units);
    } else if (const auto* edges = std::get_if<Unlink>(&edit)) {
      workload = unlink(std::move(workload), *edges);
    } else if (const auto* calls = std::get_if<Rework>(&edit)) {
      workload = rework(std::move(workload), *calls);
    } else if (const auto* shared = std::get_if<Unshare>(&edit)) {
      workload = unshare(std::move(workload), *shared);
    }
  }
  return workload;
}

}  // namespace makespan
