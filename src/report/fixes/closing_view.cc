// What closes the answer: rejected fixes, notes, and what to run next.

#include <fmt/format.h>

#include <algorithm>

#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"
#include "report/format.h"

namespace makespan {
namespace {

constexpr size_t kMostRejected = 24;

std::string rejected_reason(const FixAnswer& answer, const Fix& fix) {
  if (!fix.reason.empty()) return fix.reason;
  if (fix.saving) return "saves " + saving_phrase(*fix.saving, fix.basis, answer.base);
  return fix.title;
}

void add_step(Page& page, const std::vector<std::string>& command, std::string_view why) {
  add_command(page, command, 2);
  add_prose(page, why, 4, Style::faint);
}

// The plan's fixes that have a patch.
std::vector<std::string> patched_ids(const FixAnswer& answer) {
  std::vector<std::string> ids;
  for (const PlanStep& step : answer.plan) {
    size_t number = fix_number(answer, step.id);
    if (number > 0 && !answer.fixes[number - 1].diff.empty()) ids.push_back(step.id);
  }
  return ids;
}

std::vector<std::string> fixes_command(const FixCommands& commands) {
  std::vector<std::string> command = {"makespan", "fixes"};
  if (!commands.run.empty()) command.push_back(commands.run);
  command.insert(command.end(), {"--budget", "60s"});
  return command;
}

// A try takes no RUN: it finds the newest of the command that it builds.
std::vector<std::string> try_command(const FixCommands& commands,
                                     const std::vector<std::string>& ids) {
  std::vector<std::string> command = {"makespan", "try"};
  command.insert(command.end(), ids.begin(), ids.end());
  if (!commands.to_try.empty()) {
    command.emplace_back("--");
    command.insert(command.end(), commands.to_try.begin(), commands.to_try.end());
  }
  return command;
}

// The most promising fix outside the plan that can be tried.
const Fix* worth_trying(const FixAnswer& answer) {
  auto planned = [&](const Fix& fix) {
    return std::any_of(answer.plan.begin(), answer.plan.end(),
                       [&](const PlanStep& step) { return step.id == fix.id; });
  };
  const Fix* best = nullptr;
  for (const Fix& fix : answer.fixes) {
    if (fix.verdict == Verdict::rejected || fix.diff.empty() || planned(fix)) continue;
    if (!fix.saving || fix.saving->expected <= Duration()) continue;
    if (best == nullptr || fix.saving->expected > best->saving->expected) best = &fix;
  }
  return best;
}

}  // namespace

void add_rejected(Page& page, const FixAnswer& answer) {
  size_t rejected = 0;
  for (const Fix& fix : answer.fixes) {
    if (fix.verdict != Verdict::rejected) continue;
    if (rejected++ == 0) page.heading("Rejected", "looked at, and would not help here");
    if (rejected > kMostRejected) continue;
    add_item(page, 2, Text("✗", Style::faint), fix.id + ": " + rejected_reason(answer, fix),
             Style::faint);
  }
  if (rejected > kMostRejected) {
    page.line(Text("  ").add(fmt::format("… {} more", rejected - kMostRejected), Style::faint));
  }
}

void add_fix_notes(Page& page, const FixAnswer& answer) {
  if (answer.notes.empty()) return;
  page.heading("Notes");
  for (const std::string& note : answer.notes)
    add_item(page, 2, Text("·"), note);
}

void add_fix_commands(Page& page, const FixAnswer& answer, const FixCommands& commands) {
  if (!answer.priced) return;
  std::vector<std::string> planned = patched_ids(answer);
  const Fix* other = worth_trying(answer);
  const bool may_measure = answer.can_experiment && !answer.experimented;
  if (planned.empty() && other == nullptr && !may_measure) return;
  page.heading("Next");
  if (!commands.file_to_import.empty() && (!planned.empty() || other != nullptr)) {
    add_step(page, {"makespan", "import", commands.file_to_import},
             "puts the run beside this project's own, where a try finds it");
  }
  if (may_measure) {
    add_step(page, fixes_command(commands),
             "prices settings by running compiler calls again with the change");
  }
  if (!planned.empty()) {
    add_step(page, try_command(commands, planned),
             "builds with and without the plan in a scratch copy, and measures both");
    add_step(page, apply_command(commands, planned),
             "makes the edits; `makespan undo` puts every byte back");
  }
  if (other != nullptr) {
    add_step(page, try_command(commands, {other->id}),
             fmt::format("{}, outside the plan: would save {}", word(other->verdict),
                         saving_phrase(*other->saving, other->basis, answer.base)));
  }
}

}  // namespace makespan
