#include "report/fixes/testing/sample_schedule.h"

#include <fmt/format.h>

namespace makespan {
namespace {

Duration seconds(double s) {
  return Duration::seconds(s);
}

}  // namespace

SchedulePair schedule_of(const std::vector<PlannedTask>& tasks) {
  SchedulePair schedule;
  for (const PlannedTask& task : tasks) {
    schedule.before.push_back({.label = task.label,
                               .start = seconds(task.start),
                               .length = seconds(task.length),
                               .critical = task.critical});
    schedule.after.push_back({.label = task.label,
                              .start = seconds(task.start_after),
                              .length = seconds(task.length_after),
                              .critical = task.critical_after});
  }
  return schedule;
}

SchedulePair workspace_schedule() {
  std::vector<PlannedTask> tasks = {{"proc-macro2 1.0.86", 0.4, 0.9, 0.4, 0.9, true, true},
                                    {"syn 2.0.106", 1.3, 7.3, 1.3, 7.3, true, true},
                                    {"tokio 1.48.0", 2.1, 9.8, 1.6, 9.8},
                                    {"serde_derive 1.0.210", 8.6, 4.2, 8.6, 4.2, true, true},
                                    {"dashmap 5.5.3", 9.4, 2.4, 0, 0},
                                    {"serde 1.0.210", 12.8, 3.1, 12.8, 3.1, true, true},
                                    {"dashmap 6.1.0", 12.0, 2.5, 9.4, 2.5},
                                    {"nalgebra 0.32.6", 14.2, 13.6, 0, 0},
                                    {"ndarray 0.15.6", 15.9, 6.2, 0, 0, true},
                                    {"ndarray 0.16.1", 22.1, 6.4, 0, 0, true},
                                    {"petgraph 0.6.5", 27.8, 5.2, 0, 0},
                                    {"rand 0.8.5", 28.5, 2.8, 0, 0, true},
                                    {"statrs 0.17.1", 31.3, 9.7, 0, 0, true},
                                    {"polars-core 0.41.3", 33.0, 14.9, 0, 0},
                                    {"aimds-core 0.1.0", 41.0, 6.1, 15.9, 5.0, true, true},
                                    {"aimds-detection 0.1.0", 47.1, 9.4, 20.9, 7.3, true, true},
                                    {"aimds-analysis 0.1.0", 47.9, 12.8, 21.0, 6.1},
                                    {"aimds-response 0.1.0", 60.7, 12.7, 28.2, 6.1, true, true}};
  for (int i = 0; i < 60; ++i) {
    double start = 0.5 * i;
    bool goes = i % 2 == 0;
    tasks.push_back(
        {fmt::format("small-{}", i), start, 0.3, goes ? 0 : start * 0.5, goes ? 0 : 0.3});
  }
  return schedule_of(tasks);
}

}  // namespace makespan
