#include "advise/plan.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>
#include <string>

namespace makespan {
namespace {

std::vector<const Candidate*> pointers(std::span<const Candidate> candidates,
                                       const std::vector<size_t>& places) {
  std::vector<const Candidate*> chosen;
  for (size_t place : places)
    chosen.push_back(&candidates[place]);
  return chosen;
}

// What a candidate promised when it was last looked at, and how many were chosen then. More chosen
// ones leave less to save, mostly, so only the best need be looked at again.
struct Promise {
  Duration saving;
  size_t place;
  size_t chosen_then;
  friend bool operator<(const Promise& a, const Promise& b) {
    return a.saving != b.saving ? a.saving < b.saving : a.place > b.place;
  }
};

// What the errors of a set's fixes have in common is not known: that of each counts by its square,
// as far as its own interval reaches.
double interval_scale(std::span<const Candidate* const> together) {
  double plain = 0;
  double scaled = 0;
  for (const Candidate* candidate : together) {
    const std::optional<Saving>& saving = candidate->fix.saving;
    if (!saving || candidate->interval_scale <= 0) continue;
    double reach = (saving->high - saving->low).seconds();
    scaled += reach * reach;
    plain += reach * reach / (candidate->interval_scale * candidate->interval_scale);
  }
  return plain > 0 ? std::sqrt(scaled / plain) : 1;
}

PlanStep step_of(std::span<const Candidate* const> together, const Estimate& estimate,
                 Duration base) {
  double scale = interval_scale(together);
  Saving saving = stretched(estimate.saving, scale);
  return {.id = together.back()->fix.id,
          .cumulative = estimate.build,
          .low = base - saving.high,
          .high = base - saving.low,
          .interval_scale = scale};
}

}  // namespace

Plan plan_in_order(std::span<const Candidate> candidates, const std::vector<size_t>& order,
                   const CallPrices& prices, const Simulator& simulator) {
  Plan plan;
  for (size_t place : order) {
    plan.chosen.push_back(place);
    std::vector<const Candidate*> together = pointers(candidates, plan.chosen);
    Estimate estimate = simulator.estimate(prices.change_of(together));
    plan.steps.push_back(step_of(together, estimate, simulator.base()));
  }
  return plan;
}

Plan make_plan(std::span<const Candidate> candidates, const CallPrices& prices,
               const Simulator& simulator) {
  std::priority_queue<Promise> promises;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Fix& fix = candidates[i].fix;
    if (fix.verdict != Verdict::recommended || fix.nightly || !fix.saving) continue;
    promises.push({.saving = fix.saving->expected, .place = i, .chosen_then = 0});
  }
  std::vector<size_t> chosen;
  std::set<std::string> groups;
  Duration saved;  // by those chosen, in the few orders that promises are told by
  while (!promises.empty()) {
    Promise best = promises.top();
    promises.pop();
    const Candidate& candidate = candidates[best.place];
    if (!candidate.group.empty() && groups.contains(candidate.group)) continue;
    std::vector<size_t> with = chosen;
    with.push_back(best.place);
    if (best.chosen_then < chosen.size()) {
      Duration together = simulator.quick_saving(prices.change_of(pointers(candidates, with)));
      promises.push(
          {.saving = together - saved, .place = best.place, .chosen_then = chosen.size()});
      continue;
    }
    // Up to date, and the largest of all.
    if (best.saving <= simulator.noise()) break;
    chosen = std::move(with);
    saved = simulator.quick_saving(prices.change_of(pointers(candidates, chosen)));
    if (!candidate.group.empty()) groups.insert(candidate.group);
  }
  return plan_in_order(candidates, chosen, prices, simulator);
}

}  // namespace makespan
