// The paragraph on top: what the plan gives, or that nothing is worth doing, and how both are
// known.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"
#include "report/format.h"

namespace makespan {
namespace {

size_t count_of(const FixAnswer& answer, Verdict verdict) {
  return static_cast<size_t>(std::count_if(answer.fixes.begin(), answer.fixes.end(),
                                           [&](const Fix& fix) { return fix.verdict == verdict; }));
}

// Another machine, a cache, a nightly compiler, the order of cargo's queue: nearly every build has
// room there, and the project itself can do nothing for it.
bool is_of_the_project(const Fix& fix) {
  return fix.kind != "parallelism" && fix.kind != "cache" && fix.kind != "nightly";
}

// More than a bound: something is known to be that much.
bool is_worth_a_word(const Fix& fix) {
  return fix.basis != Basis::bounded && is_of_the_project(fix);
}

// The largest expected saving among fixes of a verdict.
const Fix* largest(const FixAnswer& answer, Verdict verdict) {
  const Fix* best = nullptr;
  for (const Fix& fix : answer.fixes) {
    if (fix.verdict != verdict || !fix.saving || fix.saving->expected <= Duration()) continue;
    if (!is_worth_a_word(fix)) continue;
    if (best == nullptr || fix.saving->expected > best->saving->expected) best = &fix;
  }
  return best;
}

// " on 2 cores": what the simulated build has.
std::string on_cores(const FixAnswer& answer) {
  std::string text =
      fmt::format(" on {} {}", format_cores(answer.cores), answer.cores == 1 ? "core" : "cores");
  if (answer.extrapolated) return text + " (extrapolated: the recorded machine has fewer)";
  bool slowed = answer.recorded && ratio(*answer.recorded - answer.base, answer.base) > 0.1;
  return slowed ? text + " of its own" : text;
}

std::string plan_sentence(const FixAnswer& answer) {
  const PlanStep& last = answer.plan.back();
  std::string interval = format_interval(last.low, last.cumulative, last.high);
  return fmt::format(
      "The plan takes `{}`{} from {} to {} ({}{}{}), simulated, in {}.", answer.command,
      on_cores(answer), format_duration(answer.base), format_duration(last.cumulative),
      format_change(ratio(last.cumulative - answer.base, answer.base)),
      interval.empty() ? "" : ", ", interval, format_count(answer.plan.size(), "step", "steps"));
}

// What to do first, in the fix's own words.
std::string first_step_sentence(const FixAnswer& answer) {
  const PlanStep& first = answer.plan.front();
  size_t number = fix_number(answer, first.id);
  if (number == 0) return "";
  const Fix& fix = answer.fixes[number - 1];
  if (answer.plan.size() == 1) return fmt::format(" It is: {}.", fix.title);
  return fmt::format(" The first brings {} of it: {}.",
                     format_duration(answer.base - first.cumulative), fix.title);
}

std::string nothing_sentence(const FixAnswer& answer) {
  bool open = largest(answer, Verdict::decision) != nullptr ||
              largest(answer, Verdict::possible) != nullptr;
  if (open) {
    return fmt::format("Nothing here is sure enough to recommend: `{}`{} takes {} (simulated).",
                       answer.command, on_cores(answer), format_duration(answer.base));
  }
  std::string text = fmt::format("Nothing here is worth doing: `{}`{} takes {} (simulated)",
                                 answer.command, on_cores(answer), format_duration(answer.base));
  size_t rejected = count_of(answer, Verdict::rejected);
  if (answer.fixes.empty()) return text + ", and no known fix applies to it.";
  if (rejected == 0) return text + ", and what is listed is no more than a bound.";
  const Fix* best = largest(answer, Verdict::rejected);
  if (best == nullptr) {
    return text + fmt::format(", and none of {} would shorten it.",
                              format_count(rejected, "known fix", "known fixes"));
  }
  return text + fmt::format(", and of {} the best, {}, would save {}.",
                            format_count(rejected, "fix", "fixes"), best->id,
                            saving_phrase(*best->saving, best->basis, answer.base));
}

std::string_view could_save(const Fix& fix) {
  return fix.saving->low < Duration() ? "may save " : "would save ";
}

// Decisions and possibilities that the plan leaves out.
std::string open_sentence(const FixAnswer& answer) {
  size_t decisions = count_of(answer, Verdict::decision);
  size_t possible = count_of(answer, Verdict::possible);
  if (decisions + possible == 0) return "";
  std::string text = "Not in the plan:";
  if (decisions > 0) {
    text += " " + format_count(decisions, "trade-off", "trade-offs") + " for you to decide";
  }
  if (possible > 0) {
    text += decisions > 0 ? " and" : "";
    text += " " + format_count(possible, "fix", "fixes") + " whose evidence is partial";
  }
  const Fix* one = largest(answer, Verdict::decision);
  const Fix* other = largest(answer, Verdict::possible);
  if (one == nullptr || (other != nullptr && other->saving->expected > one->saving->expected))
    one = other;
  if (one == nullptr) return text + ".";
  return text +
         fmt::format("; the largest, {}, {}{} ({}).", one->id, could_save(*one),
                     format_expected(one->saving->low, one->saving->expected, one->saving->high),
                     word(one->basis));
}

std::string replay_sentence(double error) {
  if (std::fabs(error) < 0.0005) return "Simulated as it ran it comes out the same.";
  return fmt::format("Simulated as it ran it comes out {} too {}.", format_share(std::fabs(error)),
                     error < 0 ? "short" : "long");
}

std::string source_sentence(const FixAnswer& answer) {
  std::string text;
  if (answer.recorded)
    text = fmt::format("The run took {} (measured). ", format_duration(*answer.recorded));
  text += replay_sentence(answer.replay_error);
  if (!answer.experimented) {
    return text +
           (answer.can_experiment ? " No compiler call was run again (`--budget 0`)"
                                  : " No compiler call of this run can be run again") +
           ": what a setting changes inside a call is a bound or a rule, not a measurement.";
  }
  if (answer.experiments == 0) return text;
  return text +
         fmt::format(" {} run again in {} (replayed).",
                     format_count(answer.experiments, "compiler call was", "compiler calls were"),
                     format_duration(answer.spent));
}

}  // namespace

void add_fix_verdict(Page& page, const FixAnswer& answer) {
  if (!answer.priced) {
    add_prose(page, fmt::format("Nothing of `{}` can be priced.", answer.command), 0,
              Style::strong);
    return;
  }
  if (!answer.reliable) {
    add_prose(page,
              fmt::format("Predictions from this run are unreliable: its replay is off by {}. "
                          "Take what follows as a hint of where to look, not as a promise.",
                          format_change(answer.replay_error)),
              0, Style::warning);
  }
  std::string text = answer.plan.empty() ? nothing_sentence(answer)
                                         : plan_sentence(answer) + first_step_sentence(answer);
  add_prose(page, text, 0, Style::strong);
  if (std::string open = open_sentence(answer); !open.empty()) add_prose(page, open, 0);
  add_prose(page, source_sentence(answer), 0, Style::faint);
}

}  // namespace makespan
