#include "advise/call_prices.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "advise/published_ranges.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

// Below this a recorded section is too short for its ratio to mean anything.
constexpr Duration kLeastSection = Duration::milliseconds(2);

CallCost recorded_cost(const Trace& trace, TaskId task) {
  const Range& range = trace.tasks[task.index()].sections;
  return cost_of(std::span(trace.sections).subspan(range.first, range.count));
}

double factor(Duration recorded, Duration expected) {
  return recorded < kLeastSection ? 1 : ratio(expected, recorded);
}

// CPU of sections that the recorded call did not have.
Duration added(Duration recorded, Duration expected) {
  return recorded < kLeastSection ? std::max(Duration(), expected - recorded) : Duration();
}

Rework::Call times(Rework::Call call, double by) {
  for (double* section :
       {&call.frontend, &call.codegen, &call.lto, &call.link, &call.other, &call.compile_c})
    *section *= by;
  call.added_lto = call.added_lto * by;
  return call;
}

// The threads that codegen may use. What was seen is what counts; else as many as asked for, as
// long as each has something to do: rustc puts together what is too small.
uint32_t threads_of(const CallCost& recorded, const CallChange& change, const CallCost* changed) {
  if (!change.codegen_units && !change.incremental) return 0;
  if (changed != nullptr && changed->codegen_threads > 0) return changed->codegen_threads;
  if (!change.codegen_units) return 0;
  constexpr Duration kLeastPiece = Duration::milliseconds(10);
  auto most = static_cast<uint32_t>(std::max(1.0, ratio(recorded.codegen, kLeastPiece)));
  return std::min(*change.codegen_units, std::max(most, recorded.codegen_threads));
}

std::string change_text(const ChangedCalls& calls) {
  return calls.change.label();
}

}  // namespace

CallPrices::CallPrices(const Trace& trace, const Pricing& pricing)
    : trace_(trace), pricing_(pricing), lto_model_(trace), by_task_(trace.tasks.size()) {
  for (size_t i = 0; i < pricing.prices.size(); ++i)
    by_task_[pricing.prices[i].task.index()].push_back(i);
}

const PricedChange* CallPrices::price_of(TaskId task, const CallChange& change) const {
  for (size_t place : by_task_[task.index()]) {
    if (pricing_.prices[place].change == change) return &pricing_.prices[place];
  }
  return nullptr;
}

bool CallPrices::moves_lto(TaskId task, const CallChange& change) const {
  if (!change.lto || !lto_model_.runs_lto(task)) return false;
  const PricedChange* price = price_of(task, change);
  return price == nullptr || price->basis == PriceBasis::modelled ||
         price->basis == PriceBasis::unknown;
}

const PricedTotal* CallPrices::total_of(const CallChange& change) const {
  for (const PricedTotal& total : pricing_.totals) {
    if (total.change == change) return &total;
  }
  return nullptr;
}

void CallPrices::add_priced(const PricedChange& price, double low, double high,
                            Bounds3& bounds) const {
  CallCost recorded = recorded_cost(trace_, price.task);
  CallCost expected = predict(recorded, price.effect).expected;
  bool script = trace_.tasks[price.task.index()].kind == TaskKind::build_script_run;
  Rework::Call call{
      .task = price.task,
      .frontend = factor(recorded.frontend, expected.frontend),
      .codegen = factor(recorded.codegen, expected.codegen),
      .lto = factor(recorded.lto, expected.lto),
      .link = factor(recorded.link, expected.link),
      // Of a script only its compilers were run again.
      .other = script ? 1 : factor(recorded.other, expected.other),
      .compile_c = script ? price.effect.cpu.expected : 1,
      .added_lto = added(recorded.lto, expected.lto) + added(recorded.codegen, expected.codegen),
      .codegen_units =
          threads_of(recorded, price.change,
                     price.basis == PriceBasis::replayed ? &price.effect.changed : nullptr)};
  if (script) call.added_lto = Duration();
  call.lto_threads = std::max(1U, expected.codegen_threads);
  if (price.change.lto == "fat" || price.change.lto == "thin") {
    call.lto_threads = lto_model_.threads(price.task, *price.change.lto);
    call.recut_lto = true;
  }
  bounds.low.calls.push_back(times(call, low));
  bounds.expected.calls.push_back(call);
  bounds.high.calls.push_back(times(call, high));
}

void CallPrices::add_assumed(TaskId task, const CallChange& change, Bounds3& bounds) const {
  SectionFactors factors = published_range(change);
  LtoFactors lto = change.lto ? lto_model_.of(task, *change.lto) : LtoFactors();
  auto call_at = [&](double Factor::*end) {
    return Rework::Call{.task = task,
                        .frontend = factors.frontend.*end,
                        .codegen = factors.codegen.*end * (lto.codegen.*end),
                        .lto = lto.lto.*end,
                        .link = factors.link.*end,
                        .compile_c = factors.compile_c.*end,
                        .added_lto = lto.moved * (lto.share.*end),
                        .lto_threads = lto.threads,
                        .codegen_units = threads_of(recorded_cost(trace_, task), change, nullptr)};
  };
  bounds.low.calls.push_back(call_at(&Factor::low));
  bounds.expected.calls.push_back(call_at(&Factor::expected));
  bounds.high.calls.push_back(call_at(&Factor::high));
}

CallPrices::Bounds3 CallPrices::reworks_of(const ChangedCalls& calls) const {
  // What single units deviate evens out in the sum: the ends are those of all together.
  const PricedTotal* total = total_of(calls.change);
  double low = 1;
  double high = 1;
  if (total != nullptr && total->cpu.expected > 0) {
    low = total->cpu.low / total->cpu.expected;
    high = total->cpu.high / total->cpu.expected;
  }
  Bounds3 bounds;
  for (TaskId task : calls.tasks) {
    const PricedChange* price = price_of(task, calls.change);
    if (price == nullptr || price->basis == PriceBasis::unknown || moves_lto(task, calls.change)) {
      add_assumed(task, calls.change, bounds);
    } else if (price->basis != PriceBasis::unaffected) {
      add_priced(*price, low, high, bounds);
    }
  }
  return bounds;
}

Change CallPrices::change_of(const Candidate& candidate) const {
  const Candidate* one = &candidate;
  return change_of(std::span(&one, 1));
}

Change CallPrices::change_of(std::span<const Candidate* const> candidates) const {
  Change change;
  bool spread = false;
  for (const Candidate* candidate : candidates) {
    for (const Edit& edit : candidate->structure) {
      for (std::vector<Edit>* edits : {&change.expected, &change.low, &change.high})
        edits->push_back(edit);
    }
    for (const Edit& edit : candidate->at_most) {
      change.low.push_back(edit);
      spread = true;
    }
    for (const ChangedCalls& calls : candidate->calls) {
      Bounds3 bounds = reworks_of(calls);
      change.low.emplace_back(std::move(bounds.low));
      change.expected.emplace_back(std::move(bounds.expected));
      change.high.emplace_back(std::move(bounds.high));
      spread = true;
    }
    if (candidate->jobs) change.jobs = candidate->jobs;
    if (candidate->cores) change.cores = candidate->cores;
    change.longest_path_first |= candidate->longest_path_first;
  }
  if (!spread) {
    change.low.clear();
    change.high.clear();
  }
  return change;
}

CallPrices::Origin CallPrices::origin_of(const Candidate& candidate) const {
  Origin origin;
  if (candidate.reach == Reach::bound) origin.basis = Basis::bounded;
  if (candidate.calls.empty()) {
    origin.method = candidate.reach == Reach::bound ? "simulated without it: an upper bound"
                    : candidate.at_most.empty()
                        ? "the recorded tasks, simulated"
                        : "the recorded tasks without those that go, simulated: a lower bound; the "
                          "interval reaches to those that get smaller taking no time";
    return origin;
  }
  size_t replayed = 0;
  size_t modelled = 0;
  size_t unknown = 0;
  size_t unaffected = 0;
  size_t moved = 0;
  size_t remade = 0;       // links against libraries that were made for them
  size_t as_recorded = 0;  // … against others than they will have
  Duration unknown_work;
  Duration work;
  for (const ChangedCalls& calls : candidate.calls) {
    for (TaskId task : calls.tasks) {
      const PricedChange* price = price_of(task, calls.change);
      Duration mine = work_of(trace_, std::span(&task, 1));
      work += mine;
      if (moves_lto(task, calls.change)) {
        ++moved;
      } else if (price == nullptr || price->basis == PriceBasis::unknown) {
        ++unknown;
        unknown_work += mine;
      } else if (price->basis == PriceBasis::replayed) {
        ++replayed;
        if (price->libraries == LinkedLibraries::remade) ++remade;
        if (price->libraries == LinkedLibraries::recorded) ++as_recorded;
      } else if (price->basis == PriceBasis::modelled) {
        ++modelled;
      } else {
        ++unaffected;
      }
    }
  }
  size_t all = replayed + modelled + unknown + unaffected + moved;
  origin.units = all - unaffected;
  origin.replayed = replayed;
  // A little that is assumed beside much that was measured is part of the interval.
  origin.assumed =
      replayed == 0 ? unknown + modelled + moved > 0 : ratio(unknown_work, work) > 0.25;
  if (replayed == 0) {
    origin.method = !origin.assumed ? fmt::format("{} changes none of the calls",
                                                  change_text(candidate.calls[0]))
                                    : "not measured here: published ranges, simulated";
    return origin;
  }
  if (candidate.reach == Reach::whole) origin.basis = Basis::replayed;
  origin.method = fmt::format("{} of {} re-run with it", replayed, count_text(all, "unit"));
  if (modelled > 0) origin.method += fmt::format(", {} scaled by them", modelled);
  if (unaffected > 0) origin.method += fmt::format(", {} not touched by it", unaffected);
  if (unknown > 0) origin.method += fmt::format(", {} by published ranges", unknown);
  if (moved > 0)
    origin.method += fmt::format(", the LTO of {} modelled", count_text(moved, "link"));
  if (remade > 0) {
    origin.method +=
        fmt::format(", {} against libraries compiled anew with it", count_text(remade, "link"));
  }
  if (as_recorded > 0) {
    origin.method +=
        fmt::format(", {} against the libraries as they were", count_text(as_recorded, "link"));
  }
  origin.method += ", then simulated";
  return origin;
}

std::optional<double> CallPrices::output_ratio(TaskId task, const CallChange& change) const {
  const PricedChange* price = price_of(task, change);
  if (price == nullptr || price->basis != PriceBasis::replayed) return std::nullopt;
  return price->effect.output_bytes.expected;
}

std::optional<double> CallPrices::likely_output_ratio(TaskId task, const CallChange& change) const {
  const PricedChange* price = price_of(task, change);
  if (price == nullptr || price->basis == PriceBasis::unknown) return std::nullopt;
  if (price->basis == PriceBasis::unaffected) return 1;
  return price->effect.output_bytes.expected;
}

}  // namespace makespan
