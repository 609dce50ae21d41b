// Incremental compilation. It keeps what it did in the target directory: a rebuild after an edit
// compiles less, and a build from nothing (CI's, mostly) takes longer, for it writes that state and
// cuts each crate into more pieces. What a rebuild gains is in no recording of a build from
// nothing, so only the one direction is priced, and the other is named with its bound.

#include <fmt/format.h>

#include <algorithm>

#include "advise/kinds/kinds.h"
#include "advise/profile_fix.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

constexpr std::string_view kKey = "incremental";
constexpr const char* kVariable = "CARGO_INCREMENTAL";

std::vector<TaskId> own_units(const Situation& situation, bool incremental) {
  const Trace& trace = situation.trace;
  return tasks_where(trace, [&](const Task& task) {
    return situation.profile.reaches(task) && task.local && is_compile(task) &&
           flag_of(trace, task, kKey).has_value() == incremental;
  });
}

// Then the recorded calls may have found their state of an earlier build, which no replay has.
bool began_from_nothing(const Trace& trace) {
  return std::all_of(
      trace.invocations.begin(), trace.invocations.end(),
      [](const Invocation& invocation) { return invocation.fresh.value_or(0) == 0; });
}

std::string share_of(const Situation& situation, const std::vector<TaskId>& tasks) {
  return fmt::format("{} of the workspace's own, {} of {} of CPU", count_text(tasks.size(), "unit"),
                     seconds_text(work_of(situation.trace, tasks)),
                     seconds_text(work_of(situation.trace)));
}

void add_without(const Situation& situation, const std::vector<TaskId>& tasks,
                 std::vector<Candidate>& candidates) {
  const std::string& profile = situation.profile.name;
  ProfileFix fix{.key = {.kind = std::string(kKey),
                         .key = std::string(kKey),
                         .name = std::string(kKey),
                         .value = "false",
                         .toml = "false"},
                 .title = fmt::format("Compile without incremental state in profile {}", profile),
                 .calls = {{.tasks = tasks, .change = {.incremental = false}}},
                 .evidence = {setting_now(situation, kKey, "true"),
                              fmt::format("incremental are {}", share_of(situation, tasks))},
                 .not_checked = {"rebuilds after an edit, which then take longer"}};
  size_t first = candidates.size();
  add_profile_fixes(situation, fix, candidates);
  Candidate& candidate = candidates[first];
  candidate.stake = fmt::format("incremental are {}", share_of(situation, tasks));
  if (situation.variable(kVariable)) {
    candidate.edits.clear();
    candidate.fix.effort = {.effort = EffortClass::setting};
    add_reason(candidate.fix, fmt::format("{} is set in the environment and hides what files say: "
                                          "it would have to be 0 there",
                                          kVariable));
  }
  if (candidate.fix.verdict == Verdict::recommended) candidate.fix.verdict = Verdict::decision;
  add_reason(candidate.fix,
             fmt::format("for builds from nothing only: {}=0 does the same where nothing is kept "
                         "between builds, as in CI, and leaves everybody else's rebuilds alone",
                         kVariable));
  if (began_from_nothing(situation.trace)) return;
  candidate.named_only = true;
  add_reason(candidate.fix,
             "not priced: part of the build was there already, and what its state saved is not "
             "known");
}

void add_with(const Situation& situation, const std::vector<TaskId>& tasks,
              std::vector<Candidate>& candidates) {
  // Somebody has turned it off for this build.
  if (situation.variable(kVariable)) return;
  Candidate candidate;
  candidate.fix = {
      .id = fmt::format("{}.incremental=true", situation.profile.name),
      .kind = std::string(kKey),
      .title = fmt::format("Compile incrementally in profile {}", situation.profile.name),
      .verdict = Verdict::possible,
      .effort = {.effort = EffortClass::setting, .files = 1, .lines = 1},
      .risk = situation.profile.root == "release" ? Risk::run_time : Risk::none,
      .risk_note = situation.profile.root == "release"
                       ? "each crate is cut into more pieces: the product may be slower"
                       : "",
      .evidence = {setting_now(situation, kKey, "false"),
                   fmt::format("a rebuild after an edit compiles of {} what the edit touches and "
                               "what depends on it",
                               share_of(situation, tasks))},
      .not_checked = {"rebuilds after an edit"},
      .reason =
          "not priced: a build from nothing gains nothing by it, and takes longer; rebuilds "
          "after an edit may gain, at most what those units take"};
  candidate.named_only = true;
  candidates.push_back(std::move(candidate));
}

}  // namespace

std::vector<Candidate> find_incremental_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  if (situation.profile.name.empty()) return candidates;
  if (std::vector<TaskId> tasks = own_units(situation, true); !tasks.empty()) {
    add_without(situation, tasks, candidates);
  } else if (tasks = own_units(situation, false); !tasks.empty()) {
    add_with(situation, tasks, candidates);
  }
  return candidates;
}

}  // namespace makespan
