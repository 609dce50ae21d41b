#pragma once
// Duplicates: a package that one build compiles more than once, as several versions or as the same
// version built differently (for host and target, or with other features), and what each costs.
//
//   app ─► dashmap 6 ─► hashbrown 0.14
//    └──► old-thing ─► dashmap 5 ─► lock_api        own cost of dashmap 5: its units
//                          └──────► hashbrown 0.14  exclusive cost: dashmap 5 and lock_api
//
// Exclusive is what the build would not need without that version: its own units and all that the
// workspace reaches only through them. It is an upper bound of what aligning versions saves: what
// takes the version's place may need some of it.

#include <string>
#include <vector>

#include "analysis/cost.h"

namespace makespan {

enum class DuplicateReason { versions, sides, features, unknown };

// One of the builds of a duplicated package.
struct DuplicateBuild {
  std::string version;
  TaskSide side = TaskSide::unknown;
  // Features that not every build of this version has.
  std::vector<std::string> features;
  std::vector<TaskId> units;  // library, build script, its run; ascending
  Cost own = no_cost();
  Cost exclusive = no_cost();
  // Workspace-near evidence: packages that depend on it directly, by name, at most a few.
  std::vector<std::string> dependents;
};

struct Duplicate {
  std::string name;
  DuplicateReason reason = DuplicateReason::versions;
  std::vector<DuplicateBuild> builds;  // oldest version first, then by side, then by first unit
  Cost own = no_cost();                // of all builds
  Cost exclusive = no_cost();          // of all builds together: without the package altogether
};

struct Duplicates {
  std::vector<Duplicate> packages;  // costliest first
  Cost own = no_cost();             // of all of them
};

Duplicates find_duplicates(const Trace& trace);

}  // namespace makespan
