#pragma once
// From what the rounds showed to the answer: changes, verdicts, what differs by task.

#include <map>
#include <string>
#include <vector>

#include "manifest/patch.h"
#include "try/rounds.h"
#include "try/try_answer.h"

namespace makespan {

// One way to build beside the base.
struct TryCandidate {
  std::vector<std::string> fixes;  // ids; empty: not one of `makespan fixes`
  std::string kind;                // of fix: "codegen-units"; "set": several
  std::string title;
  Patch patch;          // empty: the same build again
  std::string profile;  // cargo's, built instead of the base's; empty: the same
  std::optional<PredictedChange> predicted;
  std::map<std::string, TaskPrediction> predicted_tasks;  // by label
};

// One variant for each candidate, in order. `command` is what was built.
TryAnswer make_answer(const RoundResults& results, const std::vector<TryCandidate>& candidates,
                      std::string command);

// Whether every way builds and passes the tests and the benchmark that ran, and the try came to its
// end. Tests that fail without a fix, too, are none of the fix's doing (judge()), and do not pass.
bool all_stand(const TryAnswer& answer);

// Whether the build got faster: by its wall time where that interval tells it from nothing, else by
// its CPU. A build or tests that fail come first.
TryVerdict judge(const RoundResults::Side& base, const RoundResults::Side& variant,
                 const MeasuredChange& cpu, const MeasuredChange& wall);

}  // namespace makespan
