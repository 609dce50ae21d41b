#pragma once
// What people trade against each other: one row per value of codegen-units and of LTO, the present
// one among them. Rows of values that were not measured are left out: a table of guesses would be
// read as one of facts.

#include <span>
#include <vector>

#include "advise/call_prices.h"
#include "advise/candidate.h"
#include "advise/simulator.h"
#include "advise/situation.h"

namespace makespan {

std::vector<TradeOffRow> find_trade_offs(const Situation& situation,
                                         std::span<const Candidate> candidates,
                                         const CallPrices& prices, const Simulator& simulator);

}  // namespace makespan
