#pragma once
// The plan: which fixes to take, in the order that pays first, each simulated on top of those
// before it. Savings are never added up. Intervals are stretched as those of the fixes are.

#include <span>
#include <vector>

#include "advise/call_prices.h"
#include "advise/candidate.h"
#include "advise/simulator.h"

namespace makespan {

struct Plan {
  std::vector<size_t> chosen;  // places in `candidates`, in the order of the plan
  std::vector<PlanStep> steps;
};

// Greedy: of the recommended ones the one that saves most on top of those chosen, until nothing
// saves more than the noise. At most one of each group.
Plan make_plan(std::span<const Candidate> candidates, const CallPrices& prices,
               const Simulator& simulator);

// These, in this order.
Plan plan_in_order(std::span<const Candidate> candidates, const std::vector<size_t>& order,
                   const CallPrices& prices, const Simulator& simulator);

}  // namespace makespan
