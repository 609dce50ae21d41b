#include "advise/find_fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "advise/fix_table.h"
#include "advise/judge.h"
#include "advise/saved_bytes.h"
#include "advise/trade_offs.h"
#include "base/shell_quote.h"

namespace makespan {
namespace {

bool may_experiment(const Trace& trace) {
  return trace.run.source == RunSource::recorded;
}

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
  for (const Candidate& candidate : candidates) {
    for (PriceWish& wish : wishes_of(candidate)) {
      if (std::find(changes.begin(), changes.end(), wish.change) == changes.end()) continue;
      bool there = std::any_of(wishes.begin(), wishes.end(), [&](const PriceWish& other) {
        return other.task == wish.task && other.change == wish.change;
      });
      if (!there) wishes.push_back(std::move(wish));
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
    fix.not_checked.push_back(patch.error().message);
    candidate.edits.clear();
    if (fix.verdict == Verdict::recommended) fix.verdict = Verdict::possible;
    return;
  }
  fix.patch = std::move(*patch);
  fix.diff = unified_diff(fix.patch, workspace.root);
  fix.effort.files = static_cast<uint32_t>(fix.patch.files.size());
  fix.effort.lines = static_cast<uint32_t>(changed_lines(fix.patch));
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

// About the expected value. A bound is none that experience could move.
Saving stretched(Saving saving, double scale) {
  saving.low = saving.expected - (saving.expected - saving.low) * scale;
  saving.high = saving.expected + (saving.high - saving.expected) * scale;
  return saving;
}

void judge_all(std::vector<Candidate>& candidates, const Trace& trace, const CallPrices& prices,
               const Simulator& simulator, const FixQuestion& question) {
  Judgement judgement{.base = simulator.base(), .noise = simulator.noise()};
  std::vector<Verdict> found;
  for (Candidate& candidate : candidates) {
    found.push_back(candidate.fix.verdict);
    if (candidate.named_only) {
      judge_unpriced(candidate);
    } else {
      Estimate estimate = simulator.estimate(prices.change_of(candidate));
      double scale = question.interval_scale && candidate.reach != Reach::bound
                         ? question.interval_scale(candidate.fix.kind)
                         : 1;
      estimate.saving = stretched(estimate.saving, scale);
      judge(candidate, estimate, prices.origin_of(candidate), judgement);
      if (candidate.fix.saving && !candidate.fix.saving->bytes)
        candidate.fix.saving->bytes = saved_bytes(trace, candidate, prices);
      if (scale != 1) {
        candidate.fix.method += fmt::format(
            "; the interval is {:.2f} times as wide as computed, as earlier tries of {} turned out "
            "(`makespan accuracy`)",
            scale, candidate.fix.kind);
      }
    }
  }
  restore_parts(candidates, found);
}

FixAnswer begin_answer(const Situation& situation, const Simulator& simulator) {
  const Run& run = situation.trace.run;
  FixAnswer answer{.run = run.id,
                   .command = shell_quoted(run.command),
                   .cores = simulator.cores(),
                   .extrapolated = simulator.extrapolated(),
                   .base = simulator.base(),
                   .recorded = run.wall,
                   .replay_error = simulator.replay_error(),
                   .reliable = simulator.reliable(),
                   .notes = limits_of(situation)};
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
  advice.candidates = find_candidates(situation);
  std::move(question.more.begin(), question.more.end(), std::back_inserter(advice.candidates));
  if (question.cores > 0) {
    // The machine was chosen already.
    std::erase_if(advice.candidates,
                  [](const Candidate& candidate) { return candidate.cores.has_value(); });
  }
  if (situation.trace.tasks.empty()) {
    advice.answer.run = situation.trace.run.id;
    advice.answer.notes = limits_of(situation);
    advice.candidates.clear();
    return advice;
  }
  Simulator simulator(situation.trace, question.cores);
  advice.answer = begin_answer(situation, simulator);
  if (question.experiment && may_experiment(situation.trace)) {
    CallPrices assumed(situation.trace, advice.pricing);
    std::vector<CallChange> changes =
        worth_measuring(advice.candidates, assumed, simulator, question.most_changes);
    if (!changes.empty())
      advice.pricing = question.experiment(wishes_for(advice.candidates, changes));
  }
  advice.answer.experimented =
      question.may_run && question.experiment && may_experiment(situation.trace);

  CallPrices prices(situation.trace, advice.pricing);
  judge_all(advice.candidates, situation.trace, prices, simulator, question);
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
  std::string again = fmt::format("`makespan run --cold -- {}`", shell_quoted(trace.run.command));
  std::vector<std::string> notes;
  switch (trace.run.source) {
    case RunSource::recorded:
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
  if (fresh > 0) {
    notes.push_back(fmt::format(
        "{} units were fresh and are not in this run, so that prices are of the other {} alone: {} "
        "prices the whole build.",
        fresh, trace.tasks.size(), again));
  }
  if (trace.run.exit_code.value_or(0) != 0)
    notes.emplace_back("The build failed: what it did not reach is not priced.");
  if (trace.tasks.empty())
    notes.push_back("Nothing was built in this run: there is nothing to price. " + again +
                    " builds all.");
  if (!trace.tasks.empty() && !situation.profile.name.empty() && !situation.profile.generates_code)
    notes.emplace_back(
        "No code was generated (check, clippy or doc) but for build scripts and proc-macros: "
        "codegen-units, LTO and debug information change nothing here, linkers little.");
  return notes;
}

}  // namespace makespan
