#include "cli/try_candidates.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/fix_choice.h"
#include "cli/try_prediction.h"
#include "try/ledger.h"

namespace makespan {
namespace {

constexpr const char* kSetKind = "set";  // of fixes, in the ledger

// Of experiments for the prediction: as long as four builds, most of which may go into libraries
// that are made for a link and into that link (in three they had no room where one link is a
// quarter of the CPU), so that it costs less than the rounds do. Of a try's own budget a quarter.
Duration prediction_budget(const TryArguments& arguments, const TrySubject& subject) {
  Duration budget = std::clamp(subject.wall * 4, Duration::seconds(5), Duration::seconds(150));
  return arguments.budget ? std::min(budget, *arguments.budget * 0.25) : budget;
}

std::string basis_of(const ChosenFixes& chosen) {
  Basis worst = Basis::verified;
  for (const Candidate& candidate : chosen.candidates())
    worst = std::min(worst, candidate.fix.basis);
  return std::string(word(worst));
}

// The saving of one fix, as a fraction of the build.
std::optional<PredictedChange> prediction_of(const Fix& fix, Duration base) {
  if (!fix.saving || base <= Duration()) return std::nullopt;
  return PredictedChange{.wall = -ratio(fix.saving->expected, base),
                         .wall_low = -ratio(fix.saving->high, base),
                         .wall_high = -ratio(fix.saving->low, base),
                         .basis = std::string(word(fix.basis))};
}

std::optional<PredictedChange> prediction_of_all(const ChosenFixes& chosen, Duration base) {
  if (chosen.together.steps.empty() || base <= Duration()) return std::nullopt;
  const PlanStep& last = chosen.together.steps.back();
  return PredictedChange{.wall = ratio(last.cumulative, base) - 1,
                         .wall_low = ratio(last.low, base) - 1,
                         .wall_high = ratio(last.high, base) - 1,
                         .interval_scale = last.interval_scale,
                         .basis = basis_of(chosen)};
}

// As wide as the ledger says that such intervals have to be, where they are not yet.
void stretch(PredictedChange& predicted, double scale) {
  if (scale <= predicted.interval_scale) return;
  const double factor = scale / predicted.interval_scale;
  predicted.wall_low = predicted.wall - (predicted.wall - predicted.wall_low) * factor;
  predicted.wall_high = predicted.wall + (predicted.wall_high - predicted.wall) * factor;
  predicted.interval_scale = scale;
}

// By task and in all, beside the wall time. What is only known to save so much at the most is not
// a prediction of any task.
void add_cpu_prediction(TryCandidate& candidate, const ChosenFixes& chosen, const Change& change,
                        bool bound) {
  if (!candidate.predicted || bound) return;
  CpuPrediction cpu = predict_cpu(*chosen.study.trace, change);
  candidate.predicted->cpu = cpu.change;
  candidate.predicted_tasks = std::move(cpu.tasks);
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids)
    text += (text.empty() ? "" : " + ") + id;
  return text;
}

tl::unexpected<Error> no_patch(const std::string& id) {
  return failure(ErrorKind::invalid,
                 fmt::format("{} has no patch to try: `makespan fixes` says what there is to do, "
                             "and --patch tries a change of your own",
                             id));
}

}  // namespace

Result<std::vector<TryCandidate>> find_candidates(const TryArguments& arguments,
                                                  const TrySubject& subject, RunStore& store,
                                                  World& world, SelfProfile& profile) {
  if (arguments.fixes.empty()) return std::vector<TryCandidate>{{.title = "the same build again"}};
  if (subject.run.empty()) {
    return failure(ErrorKind::not_found,
                   "fixes are found in a recorded build of this command in this directory, and "
                   "there is none: `makespan run --cold -- …` records one");
  }
  MAKESPAN_TRY(ChosenFixes chosen, fixes_for(subject.run, arguments.fixes,
                                             {.budget = prediction_budget(arguments, subject),
                                              .alternatives = arguments.each},
                                             store, world, profile));
  if (chosen.study.advice.pricing.interrupted)
    return failure(ErrorKind::busy, "interrupted before the first round was finished");
  Duration base = chosen.study.advice.answer.base;
  Accuracy accuracy = measure_accuracy(store.ledger().trials);  // as the study had it
  std::vector<TryCandidate> candidates(1);
  bool any_bound = false;
  for (size_t place : chosen.places) {
    const Candidate& found = chosen.study.advice.candidates[place];
    MAKESPAN_TRY(Patch alone, combined_patch(std::span(&found, 1), *chosen.study.workspace));
    if (alone.empty()) return no_patch(found.fix.id);
    candidates[0].fixes.push_back(found.fix.id);
    candidates.push_back({.fixes = {found.fix.id},
                          .kind = found.fix.kind,
                          .title = found.fix.id,
                          .patch = std::move(alone),
                          .profile = found.fix.build_profile,
                          .predicted = prediction_of(found.fix, base)});
    bool bound = found.reach == Reach::bound;
    any_bound = any_bound || bound;
    if (candidates.back().predicted && !bound)
      candidates.back().predicted->interval_scale = interval_scale(accuracy, found.fix.kind);
    add_cpu_prediction(candidates.back(), chosen,
                       change_of_set(*chosen.study.situation, chosen.study.advice, {place}), bound);
  }
  if (candidates.size() == 2) {
    if (arguments.each) world.say("there is one fix to try: --each adds nothing to it");
    return std::vector<TryCandidate>{candidates[1]};
  }
  if (chosen.exclusive) {
    candidates.erase(candidates.begin());
    return candidates;
  }
  candidates[0].kind = kSetKind;
  candidates[0].title = joined(candidates[0].fixes);
  candidates[0].patch = chosen.patch;
  for (const TryCandidate& one : candidates)
    if (!one.profile.empty()) candidates[0].profile = one.profile;
  candidates[0].predicted = prediction_of_all(chosen, base);
  if (candidates[0].predicted && !any_bound)
    stretch(*candidates[0].predicted, interval_scale(accuracy, kSetKind));
  add_cpu_prediction(candidates[0], chosen, chosen.change, any_bound);
  if (!arguments.each) candidates.resize(1);
  return candidates;
}

}  // namespace makespan
