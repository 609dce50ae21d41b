#include "graph/slack.h"

namespace makespan {

DenseMap<TaskId, TaskSlack> find_slack(const PathLengths& lengths) {
  DenseMap<TaskId, TaskSlack> slack(lengths.before.size());
  for (uint32_t i = 0; i < lengths.before.size(); ++i) {
    TaskId task(i);
    slack[task] = {.earliest_start = lengths.before[task],
                   .latest_start = lengths.longest - lengths.from[task]};
  }
  return slack;
}

}  // namespace makespan
