#pragma once
// The whole question: what would make this build shorter, what is each fix worth, and in which
// order. Pure but for the experiments, which come in as a function.

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "advise/call_prices.h"
#include "advise/candidate.h"
#include "advise/fix.h"
#include "advise/plan.h"
#include "advise/simulator.h"
#include "advise/situation.h"
#include "model/trial.h"

namespace makespan {

struct FixQuestion {
  double cores = 0;             // 0: as recorded
  std::vector<Candidate> more;  // found elsewhere: those of dependencies/
  // None: nothing may be run again, nor was before.
  Experimenter experiment;
  bool may_run = true;  // false (--budget 0): the experimenter only gives back what is kept
  // By what the intervals of a kind of fix are stretched, as earlier predictions turned out; none:
  // they stay as they are.
  std::function<double(std::string_view kind)> interval_scale;
  // The newest try of a fix that measured what is built with it; none: there is no such try.
  std::function<std::optional<Trial>(const std::string& id)> weighed;
  // Changes that one budget is spread over; the most promising of each kind come first. Each more
  // costs every unit another call a round.
  size_t most_changes = 5;
};

struct Advice {
  FixAnswer answer;                   // all but `team`
  std::vector<Candidate> candidates;  // in the order of answer.fixes
  Pricing pricing;
  double cores = 0;  // as asked for
};

Advice find_fixes(const Situation& situation, FixQuestion question);

// A set of fixes in the order given: one step each, the last is all together.
Plan price_set(const Situation& situation, const Advice& advice, const std::vector<size_t>& places);

// The same set as one change, for other questions of the simulator.
Change change_of_set(const Situation& situation, const Advice& advice,
                     const std::vector<size_t>& places);

// What the run cannot support, and what a better one would add. In sentences.
std::vector<std::string> limits_of(const Situation& situation);

}  // namespace makespan
