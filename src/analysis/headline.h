#pragma once
// Headline: what held the build up, as figures. The faces put it into words.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/duplicates.h"
#include "analysis/phases.h"
#include "analysis/utilisation.h"
#include "graph/critical_path.h"

namespace makespan {

enum class Bottleneck {
  nothing_built,  // everything was fresh, or nothing ran at all
  lock,           // waiting for another cargo
  resolution,     // before the first unit: lock file, downloads
  running,        // tests and programs, not the build
  single_unit,    // one unit is most of the time
  chain,          // the dependencies: more cores would not help
  cores,          // the cores: they were busy nearly all the time
  other_load,     // somebody else had the cores
  mixed,          // none of these alone
  unknown,        // no CPU known, and no other reason stands out
};

// What a run did, counted.
struct TaskCounts {
  bool build_tool = false;  // one was seen: its units say more than processes
  uint32_t units = 0;       // compiled or tried to, build script runs included
  uint32_t built = 0;       // of these, those that did not fail
  uint32_t executed = 0;    // tests, doctests and programs run
  uint32_t failed = 0;      // of all these
  uint32_t processes = 0;   // as recorded
};

TaskCounts count_tasks(const Trace& trace);

struct Headline {
  Bottleneck bottleneck = Bottleneck::unknown;
  bool failed = false;                // the command; where its exit code is not known, a unit of it
  std::vector<std::string> failures;  // "app (bin)", as the invocations name them
  TaskCounts counts;
  std::optional<uint32_t> fresh;          // none: cannot be told
  std::optional<double> duplicate_share;  // of the CPU: packages that are there twice or more
  uint32_t duplicate_packages = 0;
  // What no number of cores beats, and its packages in order, neighbours differing. Zero and empty
  // where there is nothing to say.
  Duration floor;
  std::vector<std::string> chain;
  TaskId unit;                  // the bottleneck, where it is one unit
  double bottleneck_share = 0;  // of the wall time
  std::string lock_holder;      // who had the lock for longest; empty where unknown
};

struct HeadlineInput {
  const Phases& phases;
  const Duplicates& duplicates;
  const Utilisation& utilisation;
  const CriticalPath& floor;  // with floor_durations
};

Headline find_headline(const Trace& trace, const HeadlineInput& input);

}  // namespace makespan
