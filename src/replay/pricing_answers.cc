#include "replay/pricing_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace makespan {
namespace {

constexpr std::array kSections = {&CallCost::frontend, &CallCost::codegen, &CallCost::lto,
                                  &CallCost::link, &CallCost::other};
// Calls of another kind say less: their spread counts this much more.
constexpr double kOtherKind = 2;

void add(CallCost& sum, const CallCost& cost) {
  for (Duration CallCost::*section : kSections)
    sum.*section += cost.*section;
  sum.wall += cost.wall;
  sum.output_bytes += cost.output_bytes;
  sum.codegen_threads = std::max(sum.codegen_threads, cost.codegen_threads);
}

void set_bytes(CallEffect& effect) {
  double bytes = 1;
  if (effect.unchanged.output_bytes > 0) {
    bytes = static_cast<double>(effect.changed.output_bytes) /
            static_cast<double>(effect.unchanged.output_bytes);
  }
  effect.output_bytes = {.low = bytes, .expected = bytes, .high = bytes};
}

struct Modelled {
  CallEffect effect;
  bool known = false;
};

class Answers {
 public:
  Answers(const Trace& trace, const std::vector<PriceWish>& wishes, const TrialTable& table,
          const ExperimentPlan& plan, Pricing& pricing)
      : trace_(trace), wishes_(wishes), table_(table), plan_(plan), pricing_(pricing) {}

  void run() {
    for (uint32_t population = 0; population < table_.is_c.size(); ++population)
      models_.push_back(model(population));
    for (uint32_t wish = 0; wish < wishes_.size(); ++wish)
      pricing_.prices.push_back(price(wish));
    for (uint32_t answer = 0; answer < table_.answers.size(); ++answer)
      pricing_.totals.push_back(total(answer));
    add_notes();
  }

 private:
  // What the run ones of a population say of the others.
  [[nodiscard]] Modelled model(uint32_t population) const {
    Modelled modelled;
    PopulationSpread spread = plan_.population(population);
    if (spread.run == 0) return modelled;
    modelled.known = true;
    for (uint32_t i = 0; i < table_.trials.size(); ++i) {
      const PricingTrial& trial = table_.trials[i];
      if (plan_.trials()[i].population != population || trial.pairs.empty()) continue;
      CallEffect effect = effect_of(trial.pairs, plan_.noise());
      add(modelled.effect.unchanged, effect.unchanged);
      add(modelled.effect.changed, effect.changed);
    }
    modelled.effect.cpu = interval_of({.expected = spread.mean.expected,
                                       .deviation = std::hypot(spread.each, spread.mean.deviation),
                                       .freedom = spread.mean.freedom});
    set_bytes(modelled.effect);
    return modelled;
  }

  // Of its own kind, else of the kind that was run most under the same change.
  [[nodiscard]] Modelled model_for(uint32_t population) const {
    if (models_[population].known) return models_[population];
    Modelled best;
    for (uint32_t other = 0; other < models_.size(); ++other) {
      bool same = table_.answer_of_population[other] == table_.answer_of_population[population] &&
                  table_.is_c[other] == table_.is_c[population];
      if (!same || !models_[other].known) continue;
      if (!best.known || models_[other].effect.unchanged.cpu() > best.effect.unchanged.cpu())
        best = models_[other];
    }
    Interval& cpu = best.effect.cpu;
    cpu.low = cpu.expected * std::pow(cpu.low / cpu.expected, kOtherKind);
    cpu.high = cpu.expected * std::pow(cpu.high / cpu.expected, kOtherKind);
    return best;
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
    if (!trial.pairs.empty()) {
      price.basis = PriceBasis::replayed;
      price.effect = effect_of(trial.pairs, plan_.noise());
      return;
    }
    Modelled modelled = model_for(plan_.trials()[index].population);
    price.basis = modelled.known ? PriceBasis::modelled : PriceBasis::unknown;
    price.effect = modelled.effect;
    price.reason = trial.reason.empty() ? "others of its kind were run again" : trial.reason;
    if (trial.reason.empty() && !modelled.known) price.reason = "the budget was spent on others";
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
        if (!table_.trials[trial].pairs.empty()) measured += plan_.trials()[trial].cpu;
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
  std::vector<Modelled> models_;  // by population
};

}  // namespace

void add_answers(const Trace& trace, const std::vector<PriceWish>& wishes, const TrialTable& table,
                 const ExperimentPlan& plan, Pricing& pricing) {
  Answers(trace, wishes, table, plan, pricing).run();
}

}  // namespace makespan
