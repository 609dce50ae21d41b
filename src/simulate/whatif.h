#pragma once
// What if: everything that `makespan whatif` answers about one run, in one call.
//
//   WhatIfQuestion question{.points = {{.jobs = 4, .cores = 4}}};
//   question.edits.push_back(edit);            // from parse_without(trace, "dashmap@5"), …
//   WhatIfAnswer answer = answer_whatif(trace, question);
//
// The fields are those of the command's --json; Durations there are *_seconds.

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "simulate/bounds.h"
#include "simulate/drag_sets.h"
#include "simulate/idle.h"
#include "simulate/replay.h"
#include "simulate/sweep.h"

namespace makespan {

struct WhatIfPoint {
  std::optional<uint32_t> jobs;  // of every invocation; none: each as it was recorded
  double cores = 1;
};

// A build other than the recorded one.
struct WhatIfEdits {
  std::string label;        // "without dashmap@5"; empty: nothing is changed
  std::vector<Edit> edits;  // simulated together, beside every point and in a result of their own
  // The same at both ends of what is not known of them: that result spans these too.
  std::vector<std::vector<Edit>> ends;
  // Of that result; none: as recorded.
  std::optional<uint32_t> jobs;
  std::optional<double> cores;
  std::optional<Policy> policy;
};

struct WhatIfQuestion {
  std::vector<WhatIfPoint> points;  // --jobs and --cores, in the order given
  WhatIfEdits change;
  std::optional<Policy> policy;  // none: the recorded tool's own
  ContentionRange contention = assumed_contention();
  uint32_t tie_orders = kTieOrders;
  bool results = true;             // false: none but those of `points`
  bool longest_path_first = true;  // a result for what a better order would give
  std::vector<TaskId> tasks;       // whose drag on the recorded cores is asked for
  // Instead of `tasks` all of them, where that takes half a second at most.
  bool every_task = false;
  size_t drag_sets = SIZE_MAX;  // at most so many, those with the most work; 0: none
  uint32_t drag_orders = 3;     // tie orders a set or task
  std::vector<uint32_t> sweep = {std::begin(kSweepCores), std::end(kSweepCores)};  // empty: none
};

struct WhatIfResult {
  std::string label;    // "-j8 on 8 cores", "as recorded", "-j8 on 8 cores, without dashmap@5"
  std::string setting;  // "-j8 on 8 cores": the same without the edits
  bool edited = false;  // of the edited build, not of the recorded one
  uint32_t jobs = 1;    // as recorded: the most that an invocation had
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

// Tasks of the run that have no place in any order (find_placed): when they ran stays as recorded.
struct Outside {
  uint32_t tasks = 0;
  Duration cpu;
};

struct WhatIfAnswer {
  Replay replay;
  // Of the recorded build on its cores, of the work that the results simulate: what contention had
  // added to it is taken off. Their intervals may begin below: the next build has other work.
  Bounds bounds;
  // With edits: of the edited build on the recorded cores. `sweep` is of the edited build then.
  std::optional<Bounds> edited_bounds;
  // As recorded; the points; longest path first; with edits these of the edited build; with a
  // change that as recorded, last.
  std::vector<WhatIfResult> results;
  std::vector<SetDrag> drag;
  DenseMap<TaskId, Duration> task_drag;  // with unlimited cores
  // How much later each task could start with unlimited cores without its invocation ending later;
  // none: a task without a place.
  DenseMap<TaskId, std::optional<Duration>> task_slack;
  std::vector<TaskDrag> asked_drag;  // of the tasks asked for, on the recorded cores
  Sweep sweep;
  IdleExplanation idle;  // of the replay
  ContentionRange contention;
  Outside outside;
  // An edit gives codegen other threads (CodegenUnits): its CPU stays as it was measured.
  bool codegen_cpu_as_measured = false;
};

// Why a run cannot be simulated.
enum class CannotSimulate {
  no_tasks,  // everything was fresh, or it failed before the first
  no_order,  // what waits for what is in no recording: a tree of processes
};
std::optional<CannotSimulate> why_not_simulated(const Trace& trace);

// `trace` must be one that can be simulated.
WhatIfAnswer answer_whatif(const Trace& trace, const WhatIfQuestion& question);

// What the report of a run shows of it, in little time: few tie orders and few sets, fewer the more
// tasks there are. `tasks`: those with a drag of their own. None where such figures would be none
// of the build: where no CPU was recorded, where a failure kept the rest from being built, and
// where the run cannot be simulated.
std::optional<WhatIfAnswer> answer_for_report(const Trace& trace, std::vector<TaskId> tasks);

}  // namespace makespan
