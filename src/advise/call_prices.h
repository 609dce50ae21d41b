#pragma once
// From the results of experiments with compiler calls to a Change that can be simulated; and, where
// nothing was measured, from what has been published to a Change that says how little is known.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "advise/candidate.h"
#include "advise/lto_model.h"
#include "advise/simulator.h"
#include "replay/price_changes.h"

namespace makespan {

// Runs experiments for wishes: price_changes() with its doors, or a fake. None: nothing may be run.
using Experimenter = std::function<Pricing(const std::vector<PriceWish>& wishes)>;

// What is known of changed calls. Keeps references to the trace and the pricing.
class CallPrices {
 public:
  CallPrices(const Trace& trace, const Pricing& pricing);

  // The candidate as it is simulated: its structure, and its calls by experiment or assumption.
  [[nodiscard]] Change change_of(const Candidate& candidate) const;
  // The same of several, in their order, on top of each other.
  [[nodiscard]] Change change_of(std::span<const Candidate* const> candidates) const;

  // How a candidate's price was come by.
  struct Origin {
    Basis basis = Basis::simulated;
    bool assumed = false;  // calls whose price is a published range, nothing of this run
    size_t units = 0;      // whose calls are changed
    size_t replayed = 0;   // of them: run again, and ended well
    std::string method;
  };
  [[nodiscard]] Origin origin_of(const Candidate& candidate) const;

  // What the changed calls write, as a fraction of what they wrote; none where it was not measured.
  [[nodiscard]] std::optional<double> output_ratio(TaskId task, const CallChange& change) const;
  // The same, by what others of its kind wrote where it was not run itself.
  [[nodiscard]] std::optional<double> likely_output_ratio(TaskId task,
                                                          const CallChange& change) const;

 private:
  struct Bounds3 {
    Rework low, expected, high;
  };
  [[nodiscard]] const PricedChange* price_of(TaskId task, const CallChange& change) const;
  // Of a change of LTO: what links and was not run again itself.
  [[nodiscard]] bool moves_lto(TaskId task, const CallChange& change) const;
  [[nodiscard]] const PricedTotal* total_of(const CallChange& change) const;
  void add_priced(const PricedChange& price, double low, double high, Bounds3& bounds) const;
  void add_assumed(TaskId task, const CallChange& change, Bounds3& bounds) const;
  [[nodiscard]] Bounds3 reworks_of(const ChangedCalls& calls) const;

  const Trace& trace_;
  const Pricing& pricing_;
  LtoModel lto_model_;
  std::vector<std::vector<size_t>> by_task_;  // places in pricing_.prices
};

}  // namespace makespan
