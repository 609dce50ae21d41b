#include "advise/judge.h"

#include <fmt/format.h>

#include "advise/task_choice.h"

namespace makespan {
namespace {

std::string rejection(const Candidate& candidate, const Saving& saving, const Judgement& judgement,
                      bool bound) {
  std::string what;
  if (saving.expected < Duration() && !bound) {
    what = fmt::format("costs {} of {} more", seconds_text(-saving.expected),
                       seconds_text(judgement.base));
  } else {
    what = fmt::format("saves {}{} of {}, which does not stand out", bound ? "at most " : "",
                       seconds_text(std::max(Duration(), saving.expected)),
                       seconds_text(judgement.base));
  }
  return candidate.stake.empty() ? what : fmt::format("{}: {}", what, candidate.stake);
}

void reject(Candidate& candidate, std::string reason) {
  candidate.fix.verdict = Verdict::rejected;
  candidate.fix.reason = std::move(reason);
}

// What nothing but more measuring can say.
void make_possible(Fix& fix, const std::string& sentence) {
  fix.verdict = Verdict::possible;
  add_reason(fix, sentence);
}

}  // namespace

void judge(Candidate& candidate, const Estimate& estimate, const CallPrices::Origin& origin,
           const Judgement& judgement) {
  Fix& fix = candidate.fix;
  fix.basis = origin.basis;
  fix.method = origin.method;
  if (fix.verdict == Verdict::rejected) return;
  std::optional<int64_t> bytes = fix.saving ? fix.saving->bytes : std::nullopt;
  fix.saving = estimate.saving;
  fix.saving->bytes = bytes;
  bool bound = candidate.reach == Reach::bound;
  if (bound) fix.saving->low = std::min(Duration(), fix.saving->low);

  const Saving& saving = *fix.saving;
  if (origin.assumed) {
    // A published range may only tell that something is not worth a look.
    if (saving.high <= judgement.noise) {
      reject(candidate, rejection(candidate, {.expected = saving.high}, judgement, true));
    } else {
      make_possible(fix, judgement.can_measure
                             ? "not measured here: `makespan fixes` with a budget measures it"
                             : "not measured: no compiler call of this run can be run again");
    }
    return;
  }
  // The least that it saves does not stand out; the most might.
  if (saving.expected <= judgement.noise && !candidate.at_most.empty()) {
    if (saving.high <= judgement.noise) {
      reject(candidate, rejection(candidate, {.expected = saving.high}, judgement, true));
    } else {
      make_possible(fix, fmt::format("it saves {} at the most: how much less is compiled of what "
                                     "stays, only a build can tell",
                                     seconds_text(saving.high)));
    }
    return;
  }
  // Measured, and yet it may be either: that decides nothing.
  bool open = !candidate.calls.empty() && !bound && saving.high > judgement.noise * 2;
  if (saving.expected <= judgement.noise && open) {
    make_possible(fix,
                  "what was measured does not decide it: a larger budget narrows the interval");
    return;
  }
  if (saving.expected <= judgement.noise) {
    reject(candidate, rejection(candidate, saving, judgement, bound));
    return;
  }
  if (bound) {
    if (fix.verdict == Verdict::recommended) fix.verdict = Verdict::possible;
    return;
  }
  if (saving.low <= Duration() && fix.verdict != Verdict::possible)
    make_possible(fix, "it may be a loss as well: a larger budget narrows the interval");
}

void judge_unpriced(Candidate& candidate) {
  Fix& fix = candidate.fix;
  fix.saving.reset();
  fix.basis = Basis::bounded;
  fix.method = "not priced";
  if (fix.verdict == Verdict::recommended) fix.verdict = Verdict::possible;
}

}  // namespace makespan
