#include "replay/pricing_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace makespan {
namespace {

// Calls of another kind say less: their spread counts this much more.
constexpr double kOtherKind = 1.5;

class Answers {
 public:
  Answers(const Trace& trace, const std::vector<PriceWish>& wishes, const TrialTable& table,
          const ExperimentPlan& plan, Pricing& pricing)
      : trace_(trace), wishes_(wishes), table_(table), plan_(plan), pricing_(pricing) {}

  void run() {
    for (uint32_t wish = 0; wish < wishes_.size(); ++wish)
      pricing_.prices.push_back(price(wish));
    for (uint32_t answer = 0; answer < table_.answers.size(); ++answer)
      pricing_.totals.push_back(total(answer));
    add_notes();
  }

 private:
  // Of its own kind, else of the kind that was run most under the same change. null: of none.
  [[nodiscard]] const PopulationModel* model_for(uint32_t population) const {
    const PopulationModel* best = &plan_.population(population);
    if (best->run > 0) return best;
    best = nullptr;
    for (uint32_t other = 0; other < table_.is_c.size(); ++other) {
      const PopulationModel& model = plan_.population(other);
      bool same = table_.answer_of_population[other] == table_.answer_of_population[population] &&
                  table_.is_c[other] == table_.is_c[population];
      if (!same || model.run == 0) continue;
      if (best == nullptr || model.unchanged.cpu() > best->unchanged.cpu()) best = &model;
    }
    return best;
  }

  // What the run ones of a population say of a call.
  [[nodiscard]] CallEffect modelled(const PopulationModel& model, const CallCost& recorded,
                                    bool of_its_kind) const {
    CallEffect effect{.unchanged = recorded,
                      .changed = by_sections(recorded, model.unchanged, model.changed)};
    double bytes = model.unchanged.output_bytes > 0
                       ? static_cast<double>(model.changed.output_bytes) /
                             static_cast<double>(model.unchanged.output_bytes)
                       : 1;
    effect.changed.output_bytes =
        static_cast<uint64_t>(static_cast<double>(recorded.output_bytes) * bytes);
    effect.changed.wall = recorded.wall * ratio(model.changed.wall, model.unchanged.wall);
    // A call without codegen does not get any.
    if (recorded.codegen_threads > 0)
      effect.changed.codegen_threads = model.changed.codegen_threads;
    effect.output_bytes = {.low = bytes, .expected = bytes, .high = bytes};
    effect.cpu = interval_of(
        {.expected = log_ratio({.unchanged = effect.unchanged, .changed = effect.changed}),
         .deviation = std::hypot(model.each, model.mean) * (of_its_kind ? 1 : kOtherKind),
         .freedom = model.freedom});
    return effect;
  }

  [[nodiscard]] PricedChange price(uint32_t index) const {
    const WishTrials& wish = table_.wishes[index];
    PricedChange price{.task = wishes_[index].task, .change = wishes_[index].change};
    if (wish.none) {
      price.reason = wish.reason;
      return price;
    }
    if (wish.trials.empty()) {
      price.basis = PriceBasis::unaffected;
      price.effect.cpu = {.low = 1, .expected = 1, .high = 1};
      return price;
    }
    if (wish.trials.size() == 1 && wish.unaffected == Duration()) {
      price_alone(wish.trials[0], price);
    } else {
      price_together(wish, price);
    }
    return price;
  }

  void price_alone(uint32_t index, PricedChange& price) const {
    const PricingTrial& trial = table_.trials[index];
    const ReplayTrial& planned = plan_.trials()[index];
    price.libraries = trial.libraries;
    if (!planned.pairs.empty()) {
      price.basis = PriceBasis::replayed;
      price.effect = effect_of(planned.pairs, plan_.noise());
      return;
    }
    const PopulationModel* model = model_for(planned.population);
    price.reason = trial.reason;
    if (model == nullptr) {
      price.basis = PriceBasis::unknown;
      if (price.reason.empty()) price.reason = "the budget was spent on others";
      return;
    }
    price.basis = PriceBasis::modelled;
    price.effect =
        modelled(*model, planned.recorded, model == &plan_.population(planned.population));
    if (price.reason.empty()) price.reason = "others of its kind were run again";
  }

  // The C compiler calls of a build script: their CPUs sum up, and so do the interval's halves.
  void price_together(const WishTrials& wish, PricedChange& price) const {
    CallEffect& effect = price.effect;
    effect.unchanged.other = effect.changed.other = wish.unaffected;
    double low = wish.unaffected.seconds();
    double high = low;
    price.basis = PriceBasis::unknown;
    for (uint32_t index : wish.trials) {
      PricedChange part;
      price_alone(index, part);
      if (part.basis == PriceBasis::replayed) {
        price.basis = PriceBasis::replayed;
        ++effect.pairs;
      } else if (part.basis == PriceBasis::modelled && price.basis == PriceBasis::unknown) {
        price.basis = PriceBasis::modelled;
      }
      if (part.basis == PriceBasis::unknown) price.reason = part.reason;
      const CallCost& recorded = table_.calls[plan_.trials()[index].call].call.recorded;
      add(effect.unchanged, recorded);
      add(effect.changed, predict(recorded, part.effect).expected);
      low += recorded.cpu().seconds() * part.effect.cpu.low;
      high += recorded.cpu().seconds() * part.effect.cpu.high;
    }
    double before = std::max(effect.unchanged.cpu().seconds(), 1e-9);
    effect.cpu = {.low = low / before,
                  .expected = effect.changed.cpu().seconds() / before,
                  .high = high / before};
  }

  [[nodiscard]] PricedTotal total(uint32_t index) const {
    PricedTotal total{.change = table_.answers[index]};
    ExperimentPlan::Answer answer = plan_.answer(index);
    double fixed = 0;
    double measured = 0;
    for (uint32_t wish = 0; wish < wishes_.size(); ++wish) {
      if (table_.answer_of[wish] != index) continue;
      ++total.units;
      fixed += table_.wishes[wish].unaffected.seconds();
      for (uint32_t trial : table_.wishes[wish].trials) {
        if (!plan_.trials()[trial].pairs.empty()) measured += plan_.trials()[trial].cpu();
      }
      if (pricing_.prices[wish].basis == PriceBasis::replayed) ++total.replayed;
    }
    double recorded = answer.recorded + fixed;
    total.recorded = Duration::seconds(recorded);
    if (recorded <= 0) return total;
    double half = student(answer.freedom) * answer.deviation / recorded;
    double expected = (answer.expected + fixed) / recorded;
    total.cpu = {
        .low = std::max(0.0, expected - half), .expected = expected, .high = expected + half};
    total.measured = (measured + fixed) / recorded;
    return total;
  }

  // Why calls could not be run, each reason once; the unit's name leads most of them.
  void add_notes() {
    std::map<std::string, uint32_t> reasons;
    uint32_t closed = 0;
    for (const PricingCall& call : table_.calls) {
      if (call.reason.empty()) continue;
      ++closed;
      ++reasons[call.reason];
    }
    if (closed == 0) return;
    std::string first = reasons.begin()->first;
    pricing_.notes.push_back(fmt::format("{} of {} compiler calls could not be run again: {}{}",
                                         closed, table_.calls.size(), first,
                                         reasons.size() > 1 ? "; and others" : ""));
  }

  const Trace& trace_;
  const std::vector<PriceWish>& wishes_;
  const TrialTable& table_;
  const ExperimentPlan& plan_;
  Pricing& pricing_;
};

}  // namespace

void add_answers(const Trace& trace, const std::vector<PriceWish>& wishes, const TrialTable& table,
                 const ExperimentPlan& plan, Pricing& pricing) {
  Answers(trace, wishes, table, plan, pricing).run();
}

}  // namespace makespan
