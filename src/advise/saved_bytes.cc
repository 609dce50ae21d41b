#include "advise/saved_bytes.h"

#include <cmath>
#include <vector>

#include "simulate/workload.h"

namespace makespan {
namespace {

// The share of what a fix touches that must have been measured.
constexpr double kLeastKnown = 0.75;

std::vector<double> bytes_by_task(const Trace& trace) {
  DenseMap<ProcessId, double> by_process(trace.processes.size());
  for (const OutputFile& file : trace.output_files) {
    if (file.process.valid()) by_process[file.process] += static_cast<double>(file.bytes);
  }
  std::vector<double> bytes(trace.tasks.size());
  for (size_t i = 0; i < trace.tasks.size(); ++i) {
    if (trace.tasks[i].process.valid()) bytes[i] = by_process[trace.tasks[i].process];
  }
  return bytes;
}

}  // namespace

std::optional<int64_t> saved_bytes(const Trace& trace, const Candidate& candidate,
                                   const CallPrices& prices) {
  if (trace.output_files.empty()) return std::nullopt;
  if (candidate.structure.empty() && candidate.calls.empty()) return std::nullopt;
  std::vector<double> bytes = bytes_by_task(trace);
  double saved = 0;
  if (!candidate.structure.empty()) {
    Workload workload = build_workload(trace);
    Workload edited = apply_edits(workload, candidate.structure);
    // Tasks that an edit adds (a copy for the host) write what nobody has measured.
    if (edited.tasks.size() != workload.tasks.size()) return std::nullopt;
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (!workload.tasks[i].present || edited.tasks[i].present) continue;
      saved += bytes[i];
      bytes[i] = 0;
    }
  }
  double touched = 0;
  double known = 0;
  double less = 0;
  for (const ChangedCalls& calls : candidate.calls) {
    for (TaskId task : calls.tasks) {
      double of_task = bytes[task.index()];
      touched += of_task;
      std::optional<double> ratio = prices.likely_output_ratio(task, calls.change);
      if (!ratio) continue;
      known += of_task;
      less += of_task * (1 - *ratio);
      bytes[task.index()] *= *ratio;
    }
  }
  if (touched > 0) {
    if (known < touched * kLeastKnown) return std::nullopt;
    saved += less * touched / known;
  }
  return std::llround(saved);
}

}  // namespace makespan
