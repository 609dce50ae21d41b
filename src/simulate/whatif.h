#pragma once
// What if: everything that `makespan whatif` answers about one run, in one call.
//
//   WhatIfQuestion question{.points = {{.jobs = 4, .cores = 4}}};
//   question.edits.push_back(edit);            // from parse_without(trace, "dashmap@5"), …
//   WhatIfAnswer answer = answer_whatif(trace, question);
//
// The fields are those of the command's --json; Durations there are *_seconds.

#include <string>
#include <vector>

#include "simulate/bounds.h"
#include "simulate/drag_sets.h"
#include "simulate/idle.h"
#include "simulate/replay.h"
#include "simulate/sweep.h"

namespace makespan {

struct WhatIfPoint {
  uint32_t jobs = 1;
  double cores = 1;
};

struct WhatIfQuestion {
  std::vector<WhatIfPoint> points;  // --jobs and --cores, in the order given
  std::vector<Edit> edits;          // simulated together, at every point and at the recorded one
  std::string edits_label;          // "without dashmap@5"; how the edited result is named
  std::optional<Policy> policy;     // none: the recorded tool's own
  ContentionRange contention = assumed_contention();
  uint32_t tie_orders = kTieOrders;
  bool drag = true;
  bool sweep = true;
  bool longest_path_first = true;  // a result for what a better order would give
};

struct WhatIfResult {
  std::string label;  // "-j8 on 8 cores", "as recorded", "without dashmap@5"
  uint32_t jobs = 1;
  double cores = 1;
  Duration makespan;  // the median over tie orders, contention as fitted or its middle
  // Over the tie orders, from no contention to the most; then widened by the replay's error.
  Duration minimum;
  Duration maximum;
  // Over the tie orders alone: how much of the build is luck.
  MakespanRange by_tie_order;
  double utilisation = 0;
  bool extrapolated = false;  // more cores than the machine has
};

struct WhatIfAnswer {
  Replay replay;
  Bounds bounds;  // of the recorded build on its cores
  // As recorded; the points; longest path first; with edits the edited build as recorded, last.
  std::vector<WhatIfResult> results;
  std::vector<SetDrag> drag;
  DenseMap<TaskId, Duration> task_drag;  // with unlimited cores
  Sweep sweep;
  IdleExplanation idle;  // of the replay
  ContentionRange contention;
};

WhatIfAnswer answer_whatif(const Trace& trace, const WhatIfQuestion& question);

}  // namespace makespan
