#pragma once
// From trials to prices: what each wish is told, and each change as a whole.

#include <vector>

#include "replay/experiment_plan.h"
#include "replay/price_changes.h"
#include "replay/trial_table.h"

namespace makespan {

// Fills prices, totals and notes.
void add_answers(const Trace& trace, const std::vector<PriceWish>& wishes, const TrialTable& table,
                 const ExperimentPlan& plan, Pricing& pricing);

}  // namespace makespan
