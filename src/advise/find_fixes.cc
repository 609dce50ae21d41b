#include "advise/find_fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "advise/fix_table.h"
#include "advise/judge.h"
#include "advise/saved_bytes.h"
#include "advise/task_choice.h"
#include "advise/trade_offs.h"
#include "advise/weighing.h"
#include "base/shell_quote.h"
#include "model/cold_command.h"
#include "simulate/whatif.h"

namespace makespan {
namespace {

struct Promising {
  CallChange change;
  std::string kind;
  Duration high;    // the most that it could save, by published ranges
  size_t rank = 0;  // among those of its kind
};

// The changes that experiments are worth: those that might save more than the noise, the best of
// each kind before the second best of any.
std::vector<CallChange> worth_measuring(std::span<const Candidate> candidates,
                                        const CallPrices& prices, const Simulator& simulator,
                                        size_t most) {
  std::vector<Promising> all;
  for (const Candidate& candidate : candidates) {
    if (candidate.calls.empty() || candidate.fix.nightly) continue;
    Duration high = simulator.estimate(prices.change_of(candidate)).saving.high;
    if (high <= simulator.noise()) continue;
    for (const ChangedCalls& calls : candidate.calls) {
      auto same = [&](const Promising& other) { return other.change == calls.change; };
      if (std::none_of(all.begin(), all.end(), same))
        all.push_back({.change = calls.change, .kind = candidate.fix.kind, .high = high});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Promising& a, const Promising& b) { return a.high > b.high; });
  std::map<std::string, size_t> seen;
  for (Promising& one : all)
    one.rank = seen[one.kind]++;
  std::stable_sort(all.begin(), all.end(),
                   [](const Promising& a, const Promising& b) { return a.rank < b.rank; });
  std::vector<CallChange> chosen;
  for (size_t i = 0; i < std::min(most, all.size()); ++i)
    chosen.push_back(all[i].change);
  return chosen;
}

std::vector<PriceWish> wishes_for(std::span<const Candidate> candidates,
                                  const std::vector<CallChange>& changes) {
  std::vector<PriceWish> wishes;
  std::set<std::pair<TaskId, size_t>> there;  // the task and the place of the change
  for (const Candidate& candidate : candidates) {
    for (const ChangedCalls& calls : candidate.calls) {
      const auto place = std::find(changes.begin(), changes.end(), calls.change);
      if (place == changes.end()) continue;
      for (TaskId task : calls.tasks) {
        if (there.emplace(task, static_cast<size_t>(place - changes.begin())).second)
          wishes.push_back({.task = task, .change = calls.change});
      }
    }
  }
  return wishes;
}

void add_patch(Candidate& candidate, const Workspace& workspace) {
  Fix& fix = candidate.fix;
  if (workspace.root.empty()) candidate.edits.clear();
  if (candidate.edits.empty() || fix.verdict == Verdict::rejected) return;
  Result<Patch> patch = combined_patch(std::span(&candidate, 1), workspace);
  if (!patch) {
    candidate.edits.clear();
    if (fix.verdict == Verdict::recommended) fix.verdict = Verdict::possible;
    add_reason(fix, "there is no patch: " + patch.error().message);
    return;
  }
  fix.effort.files = static_cast<uint32_t>(patch->files.size());
  fix.effort.lines = static_cast<uint32_t>(changed_lines(*patch));
  if (candidate.unproven) return;
  fix.patch = std::move(*patch);
  fix.diff = unified_diff(fix.patch, workspace.root);
}

int place_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::recommended:
      return 0;
    case Verdict::decision:
      return 1;
    case Verdict::possible:
      return 2;
    case Verdict::rejected:
      return 3;
  }
  return 4;
}

void sort_best_first(std::vector<Candidate>& candidates) {
  auto key = [](const Candidate& candidate) {
    const Fix& fix = candidate.fix;
    Duration saving = fix.saving ? fix.saving->expected : Duration();
    return std::tuple(place_of(fix.verdict), -saving, fix.id);
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Candidate& a, const Candidate& b) { return key(a) < key(b); });
}

// Of fixes that are worth it together none is rejected for saving little alone.
void restore_parts(std::vector<Candidate>& candidates, const std::vector<Verdict>& found) {
  for (size_t i = 0; i < candidates.size(); ++i) {
    Fix& fix = candidates[i].fix;
    if (fix.verdict != Verdict::rejected || found[i] != Verdict::recommended) continue;
    for (const Candidate& whole : candidates) {
      if (whole.fix.id != candidates[i].part_of || whole.fix.verdict != Verdict::recommended)
        continue;
      fix.verdict = Verdict::recommended;
      fix.reason = fmt::format("alone it {}; it is a part of `{}`", fix.reason, whole.fix.id);
    }
  }
}

// What the experiments have shown beside the price.
void add_checks(Fix& fix, const CallPrices::Origin& origin) {
  if (origin.replayed == 0) return;
  fix.checked.push_back(fmt::format("the compiler calls of {} end well with it",
                                    count_text(origin.replayed, "unit")));
  if (origin.replayed < origin.units) {
    fix.not_checked.push_back(fmt::format(
        "the compiler calls of {}", count_text(origin.units - origin.replayed, "other unit")));
  }
}

void price(Candidate& candidate, const Situation& situation, const CallPrices& prices,
           const Simulator& simulator, const FixQuestion& question) {
  // A bound is none that experience could move.
  const bool bound = candidate.reach == Reach::bound || !candidate.at_most.empty();
  if (question.interval_scale && !bound)
    candidate.interval_scale = question.interval_scale(candidate.fix.kind);
  Estimate estimate = simulator.estimate(prices.change_of(candidate));
  estimate.saving = stretched(estimate.saving, candidate.interval_scale);
  CallPrices::Origin origin = prices.origin_of(candidate);
  judge(candidate, estimate, origin,
        {.base = simulator.base(),
         .noise = simulator.noise(),
         .can_measure = situation.may_run_calls()});
  add_checks(candidate.fix, origin);
  if (candidate.fix.saving && !candidate.fix.saving->bytes)
    candidate.fix.saving->bytes = saved_bytes(situation.trace, candidate, prices);
  if (candidate.interval_scale != 1) {
    candidate.fix.method += fmt::format(
        "; the interval is {:.2f} times as wide as computed, as earlier tries of {} turned out "
        "(`makespan accuracy`)",
        candidate.interval_scale, candidate.fix.kind);
  }
}

void judge_all(std::vector<Candidate>& candidates, const Situation& situation,
               const CallPrices& prices, const Simulator& simulator, const FixQuestion& question) {
  std::vector<Verdict> found;
  for (Candidate& candidate : candidates) {
    found.push_back(candidate.fix.verdict);
    if (candidate.named_only) {
      judge_unpriced(candidate);
    } else {
      price(candidate, situation, prices, simulator, question);
    }
  }
  restore_parts(candidates, found);
}

// Where the shipping profile may have it itself, one of its own for CI adds nothing.
void drop_ci_offer(std::vector<Candidate>& candidates, const std::string& id) {
  const std::string setting = id.substr(id.find('.'));
  for (Candidate& other : candidates) {
    if (other.fix.build_profile.empty() || !other.fix.id.ends_with(setting)) continue;
    other.fix.verdict = Verdict::rejected;
    other.fix.reason = fmt::format("`{}` does it for every build", id);
  }
}

void weigh_products(std::vector<Candidate>& candidates, const FixQuestion& question) {
  if (!question.weighed) return;
  for (Candidate& candidate : candidates) {
    if (!candidate.weighs_product) continue;
    if (const std::optional<Trial> trial = question.weighed(candidate.fix.id))
      weigh(candidate, *trial);
    if (candidate.fix.verdict == Verdict::recommended) drop_ci_offer(candidates, candidate.fix.id);
  }
}

// What is known of a run without simulating it.
FixAnswer unpriced_answer(const Situation& situation, double cores) {
  const Run& run = situation.trace.run;
  return {.run = run.id,
          .command = shell_quoted(run.command),
          .cores = cores > 0 ? cores : run.host.cores,
          .priced = false,
          .recorded = run.wall,
          .notes = limits_of(situation),
          .can_experiment = situation.may_run_calls(),
          .experimented = false};
}

FixAnswer begin_answer(const Situation& situation, const Simulator& simulator) {
  FixAnswer answer = unpriced_answer(situation, simulator.cores());
  answer.priced = true;
  answer.extrapolated = simulator.extrapolated();
  answer.base = simulator.base();
  answer.replay_error = simulator.replay_error();
  answer.reliable = simulator.reliable();
  if (!answer.reliable) {
    answer.notes.push_back(
        fmt::format("The simulation of the recorded build is {:+.1f}% off, more than 5%: what it "
                    "predicts is not "
                    "to be relied on. A build on a quiet machine, recorded again, helps.",
                    answer.replay_error * 100));
  }
  return answer;
}

}  // namespace

Advice find_fixes(const Situation& situation, FixQuestion question) {
  Advice advice{.cores = question.cores};
  if (why_not_simulated(situation.trace)) {
    advice.answer = unpriced_answer(situation, question.cores);
    return advice;
  }
  advice.candidates = find_candidates(situation);
  std::move(question.more.begin(), question.more.end(), std::back_inserter(advice.candidates));
  if (question.cores > 0) {
    // The machine was chosen already, with as many slots as it has cores.
    std::erase_if(advice.candidates,
                  [](const Candidate& candidate) { return candidate.cores || candidate.jobs; });
  }
  weigh_products(advice.candidates, question);
  Simulator simulator(situation.trace, question.cores);
  advice.answer = begin_answer(situation, simulator);
  if (question.experiment && situation.may_run_calls()) {
    CallPrices assumed(situation.trace, advice.pricing);
    std::vector<CallChange> changes =
        worth_measuring(advice.candidates, assumed, simulator, question.most_changes);
    if (!changes.empty())
      advice.pricing = question.experiment(wishes_for(advice.candidates, changes));
  }
  advice.answer.experimented = question.may_run && question.experiment && situation.may_run_calls();

  CallPrices prices(situation.trace, advice.pricing);
  judge_all(advice.candidates, situation, prices, simulator, question);
  for (Candidate& candidate : advice.candidates)
    add_patch(candidate, situation.workspace);
  sort_best_first(advice.candidates);
  Plan plan = make_plan(advice.candidates, prices, simulator);

  FixAnswer& answer = advice.answer;
  answer.plan = std::move(plan.steps);
  std::vector<const Candidate*> together;
  for (size_t place : plan.chosen)
    together.push_back(&advice.candidates[place]);
  answer.schedule = simulator.schedules(prices.change_of(together));
  answer.trade_offs = find_trade_offs(situation, advice.candidates, prices, simulator);
  answer.spent = advice.pricing.spent;
  answer.experiments = advice.pricing.calls;
  answer.notes.insert(answer.notes.end(), advice.pricing.notes.begin(), advice.pricing.notes.end());
  for (const Candidate& candidate : advice.candidates)
    answer.fixes.push_back(candidate.fix);
  return advice;
}

Plan price_set(const Situation& situation, const Advice& advice,
               const std::vector<size_t>& places) {
  Simulator simulator(situation.trace, advice.cores);
  CallPrices prices(situation.trace, advice.pricing);
  return plan_in_order(advice.candidates, places, prices, simulator);
}

Change change_of_set(const Situation& situation, const Advice& advice,
                     const std::vector<size_t>& places) {
  std::vector<const Candidate*> together;
  for (size_t place : places)
    together.push_back(&advice.candidates[place]);
  return CallPrices(situation.trace, advice.pricing).change_of(together);
}

std::vector<std::string> limits_of(const Situation& situation) {
  const Trace& trace = situation.trace;
  std::string again = fmt::format("`makespan run --cold -- {}`",
                                  shell_quoted(without_overriding_arguments(trace.run.command)));
  std::vector<std::string> notes;
  switch (trace.run.source) {
    case RunSource::recorded:
      if (!situation.made_elsewhere.empty()) {
        notes.push_back(fmt::format("{} {} here adds what settings change inside a call.",
                                    situation.made_elsewhere, again));
      }
      break;
    case RunSource::coarse:
      notes.push_back(
          "The run was watched by polling: short processes are missing, and no compiler "
          "call can be run again. Where ptrace is allowed, " +
          again + " adds both.");
      break;
    case RunSource::target_directory:
      notes.push_back(
          "The run was told from a target directory: wall times instead of CPU, no "
          "sections, and no compiler call that could be run again. " +
          again + " adds all three.");
      break;
    case RunSource::imported:
      notes.push_back("The run was imported: no compiler call of it can be run again. " + again +
                      " records them.");
      break;
  }
  uint32_t fresh = 0;
  for (const Invocation& invocation : trace.invocations)
    fresh += invocation.fresh.value_or(0);
  if (fresh > 0 && !trace.tasks.empty()) {
    notes.push_back(fmt::format(
        "{} units were fresh and are not in this run, so that prices are of the other {} alone: {} "
        "prices the whole build.",
        fresh, trace.tasks.size(), again));
  }
  if (trace.run.exit_code.value_or(0) != 0)
    notes.emplace_back("The build failed: what it did not reach is not priced.");
  if (trace.tasks.empty()) {
    notes.push_back(fmt::format(
        "Nothing was built in this run{}: there is nothing to price. {} builds all.",
        fresh > 0 ? fmt::format(", since {} were fresh", count_text(fresh, "unit")) : "", again));
  }
  if (why_not_simulated(trace) == CannotSimulate::no_order)
    notes.emplace_back(
        "The run was recorded as a tree of processes, and which of them waited for which is not "
        "known: nothing can be priced. `makespan report` shows what was recorded.");
  if (!trace.tasks.empty() && !situation.profile.name.empty() && !situation.profile.generates_code)
    notes.emplace_back(
        "No code was generated (check, clippy or doc) but for build scripts and proc-macros: "
        "codegen-units, LTO and debug information change nothing here, linkers little.");
  return notes;
}

}  // namespace makespan
