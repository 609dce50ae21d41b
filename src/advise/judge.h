#pragma once
// Verdicts: from what a fix saves, how that is known, and what speaks against it, to what is said
// of it. The one place where that is decided.

#include "advise/call_prices.h"
#include "advise/candidate.h"
#include "advise/simulator.h"

namespace makespan {

struct Judgement {
  Duration base;            // the build
  Duration noise;           // what does not stand out
  bool can_measure = true;  // compiler calls of this run may be run again
};

// Fills verdict, saving, basis, method and reason of the candidate's fix.
//
//   saves no more than the noise, also at best            rejected, with the number
//   nothing of this run was measured for it, or a bound   possible at best
//   measured, and its interval holds both                 possible at best
//   only the least of it is known, and is that little     possible at best
//   may be a loss as well                                 possible at best
//   else                                                  what it could become
void judge(Candidate& candidate, const Estimate& estimate, const CallPrices::Origin& origin,
           const Judgement& judgement);

// Of a candidate that is only named: what is known without a price.
void judge_unpriced(Candidate& candidate);

}  // namespace makespan
