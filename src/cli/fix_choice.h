#pragma once
// From a RUN and the ids of fixes to what they are, what they save together, and the patch of them
// all: what `fixes`, `whatif --fix`, `apply` and `try` begin with.

#include <memory>
#include <string>
#include <vector>

#include "advise/dependencies/dependency_fixes.h"
#include "advise/find_fixes.h"
#include "base/result.h"
#include "cli/self_profile.h"
#include "cli/world.h"
#include "store/run_store.h"

namespace makespan {

struct FixStudyOptions {
  Duration budget;                 // of experiments; none at zero, beside those that are stored
  double cores = 0;                // 0: as recorded
  bool deep = false;               // search the smallest sets of features too
  std::vector<std::string> asked;  // ids by name: values that are not offered by themselves
  bool alternatives = false;       // ids may exclude each other: each is looked at by itself
};

// Everything that is known of a run's fixes. The situation refers to trace and workspace, which
// therefore stay where they are.
struct FixStudy {
  std::unique_ptr<Trace> trace;
  std::unique_ptr<Workspace>
      workspace;  // with an empty root where it could not be read: no patches
  std::unique_ptr<Situation> situation;
  Advice advice;
  DependencySearch searched = DependencySearch::texts;  // of the dependencies; now or before
  bool outdated = false;  // an earlier search is of other sources or manifests
};

Result<FixStudy> study_fixes(const std::string& run, const FixStudyOptions& options,
                             RunStore& store, World& world, SelfProfile& profile);

struct ChosenFixes {
  FixStudy study;
  std::vector<size_t> places;  // in study.advice.candidates, in the order of the ids
  bool exclusive = false;      // they exclude each other: nothing is said of all together
  Plan together;               // a step each, in that order; the last is all of them
  Change change;               // all together, as it is simulated
  Patch patch;                 // all together; empty where none of them has one

  [[nodiscard]] std::vector<Candidate> candidates() const;
};

// The fixes that `ids` name (advise/fix_id.h). Errors: an id that fits nothing or several things
// (with what `makespan fixes` would add, where that was not asked yet), two that exclude each other
// (advise/exclusion.h), edits that do not go on top of each other.
Result<ChosenFixes> fixes_for(const std::string& run, const std::vector<std::string>& ids,
                              FixStudyOptions options, RunStore& store, World& world,
                              SelfProfile& profile);

}  // namespace makespan
