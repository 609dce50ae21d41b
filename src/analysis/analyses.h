#pragma once
// Analyses: everything that a report says of one run, as results. The one list of the analyses that
// are run for it; each is a pure function of its own.

#include "analysis/codegen_lanes.h"
#include "analysis/duplicates.h"
#include "analysis/headline.h"
#include "analysis/parallelism.h"
#include "analysis/path_waits.h"
#include "analysis/phases.h"
#include "analysis/programs.h"
#include "analysis/rebuilt_units.h"
#include "analysis/slowest.h"
#include "analysis/utilisation.h"
#include "graph/critical_path.h"
#include "graph/finish_chain.h"

namespace makespan {

struct Analyses {
  Phases phases;
  Utilisation utilisation;
  std::vector<Duration> parallelism;  // [n]: how long n tasks were at work at once
  std::vector<CodegenUnit> codegen;
  CriticalPath critical_path;        // of wall times as recorded
  std::vector<PathWait> path_waits;  // by step of critical_path
  Duration floor;                    // of floor_durations: what no number of cores beats
  FinishChain finish_chain;
  std::vector<ProcessRole> roles;    // by TaskId; empty where there are no process tasks
  std::vector<ProgramUse> programs;  // of the process tasks
  std::vector<SlowUnit> slowest;
  std::vector<SectionShare> section_shares;
  Duplicates duplicates;
  RebuiltUnits rebuilt;
  Headline headline;
};

Analyses analyse(const Trace& trace);

}  // namespace makespan
