#pragma once
// What the change of a fix is predicted to do to the CPU of the build and of each of its tasks.

#include <map>
#include <optional>
#include <string>

#include "advise/simulator.h"
#include "model/trace.h"
#include "try/task_changes.h"

namespace makespan {

struct CpuPrediction {
  std::optional<double> change;  // of all, as a fraction; none where no CPU was recorded
  std::map<std::string, TaskPrediction> tasks;  // by label; those called the same are one
};

// `trace` is the recorded build that the prediction rests on. Tasks that were not simulated are not
// in it; those that the change drops are predicted to cost nothing.
CpuPrediction predict_cpu(const Trace& trace, const Change& change);

}  // namespace makespan
