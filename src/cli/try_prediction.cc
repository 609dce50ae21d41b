#include "cli/try_prediction.h"

#include <variant>
#include <vector>

#include "simulate/edit.h"
#include "simulate/workload.h"

namespace makespan {
namespace {

Duration cpu_of(const Workload& workload, size_t task) {
  const WorkTask& work = workload.tasks[task];
  Duration sum;
  if (!work.present) return sum;
  for (size_t part = work.parts.first; part < work.parts.end(); ++part)
    sum += workload.parts[part].cpu;
  return sum;
}

// The changed workload, and for each of its tasks the one of the trace that it is or is a copy of:
// copies stand behind all others, in the order in which the edit names what it copies.
class ChangedWorkload {
 public:
  ChangedWorkload(Workload recorded, const std::vector<Edit>& edits)
      : workload_(std::move(recorded)) {
    for (size_t task = 0; task < workload_.tasks.size(); ++task)
      originals_.push_back(task);
    for (const Edit& edit : edits) {
      if (const auto* copies = std::get_if<Unshare>(&edit)) note_copies(*copies);
      workload_ = apply_edits(std::move(workload_), std::span(&edit, 1));
    }
  }

  [[nodiscard]] const Workload& workload() const { return workload_; }
  [[nodiscard]] size_t original(size_t task) const { return originals_[task]; }

 private:
  void note_copies(const Unshare& edit) {
    std::vector<bool> copied(workload_.tasks.size());
    for (TaskId task : edit.tasks) {
      if (!workload_.tasks[task.index()].present || copied[task.index()]) continue;
      copied[task.index()] = true;
      originals_.push_back(originals_[task.index()]);
    }
  }

  Workload workload_;
  std::vector<size_t> originals_;
};

}  // namespace

CpuPrediction predict_cpu(const Trace& trace, const Change& change) {
  Workload recorded = build_workload(trace);
  ChangedWorkload changed(recorded, change.expected);
  std::vector<std::string> labels;
  CpuPrediction prediction;
  for (size_t task = 0; task < recorded.tasks.size(); ++task) {
    labels.push_back(task_label(trace, TaskId(static_cast<uint32_t>(task))));
    if (recorded.tasks[task].present)
      prediction.tasks[labels.back()].recorded += cpu_of(recorded, task);
  }
  for (size_t task = 0; task < changed.workload().tasks.size(); ++task) {
    auto found = prediction.tasks.find(labels[changed.original(task)]);
    if (found != prediction.tasks.end()) found->second.changed += cpu_of(changed.workload(), task);
  }
  if (Duration all = total_cpu(recorded); all > Duration())
    prediction.change = ratio(total_cpu(changed.workload()), all) - 1;
  return prediction;
}

}  // namespace makespan
