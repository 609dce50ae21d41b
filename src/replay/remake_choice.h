#pragma once
// Which changes are worth compiling a build's libraries anew for, before what links them is run
// again (RemadeLibraries).

#include "model/trace.h"
#include "replay/trial_table.h"

namespace makespan {

// Share of the budget that may go into libraries.
constexpr double kMostForLibraries = 0.6;

// Fills table.remakes, and says of every trial of a linking call which libraries it is run with.
// Changes come in the order of their wishes, those first that cannot be linked otherwise, each as
// long as it and a link fit into what is left of kMostForLibraries. Left out: those whose links
// take too little of the build's CPU (`build_seconds`) for their libraries to matter.
void choose_remakes(const Trace& trace, const std::vector<PriceWish>& wishes, double build_seconds,
                    TrialTable& table, const PricingOptions& options);

// The trial is run with the recorded libraries after all, or, where those cannot be linked under
// its change, not at all.
void use_recorded_libraries(TrialTable& table, uint32_t trial, const PricingOptions& options);

}  // namespace makespan
