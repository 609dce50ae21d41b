// opt-level of what does not have the profile's own: proc-macros and build scripts
// (`build-override`) and dependencies (`package."*"`).
//
// `package."*"` is for all packages that are not of the workspace, proc-macros and build scripts
// too, and wins over `build-override`: what serves host and target both goes on doing so.
//
// Optimised proc-macros take longer to build and expand faster. How much faster no replay can tell:
// the expansion happens inside the compiler calls of those who use them, with the macro as it was
// built. So only the cost is priced, and the fix stays `possible`.

#include <fmt/format.h>

#include <algorithm>

#include "advise/kinds/kinds.h"
#include "advise/profile_fix.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

constexpr const char* kExpansion = "how fast proc-macros then expand";

int level_of(std::string_view level) {
  if (level == "s" || level == "z") return 2;
  return level.empty() ? 0 : level[0] - '0';
}

std::vector<TaskId> host_side(const Situation& situation) {
  return tasks_where(situation.trace, [&](const Task& task) {
    return situation.profile.reaches(task) && is_compile(task) && !is_target_side(task) &&
           task.mode == TaskMode::build;
  });
}

size_t shared_units(const Situation& situation) {
  return tasks_where(situation.trace,
                     [&](const Task& task) {
                       return situation.profile.reaches(task) && is_compile(task) &&
                              task.side == TaskSide::both;
                     })
      .size();
}

// Proc-macros and build scripts that somebody had optimised: back to cargo's default.
void add_plain_build_override(const Situation& situation, std::vector<Candidate>& candidates) {
  std::optional<ProfileValue> now =
      profile_value(situation, situation.profile.name, "build-override.opt-level");
  std::vector<TaskId> tasks = host_side(situation);
  if (!now || now->value == "0" || tasks.empty()) return;
  ProfileFix fix{
      .key = {.kind = "opt-level",
              .key = "build-override.opt-level",
              .name = "opt-level",
              .table = {.build_override = true},
              .value = "0",
              .toml = "0"},
      .title = "Build proc-macros and build scripts without optimisation",
      .calls = {{.tasks = tasks, .change = {.opt_level = "0"}}},
      .evidence = {setting_now(situation, "build-override.opt-level", "0"),
                   fmt::format("{} are built with it, {} of CPU", count_text(tasks.size(), "unit"),
                               seconds_text(work_of(situation.trace, tasks)))},
      .not_checked = {kExpansion}};
  size_t first = candidates.size();
  add_profile_fixes(situation, fix, candidates);
  for (size_t i = first; i < candidates.size(); ++i) {
    candidates[i].reach = Reach::bound;
    candidates[i].fix.verdict = Verdict::possible;
    add_reason(candidates[i].fix,
               "proc-macros then expand slower inside the calls of those who use them, which only "
               "`makespan try` can measure");
    candidates[i].group = "build-override";
  }
}

void add_fast_macros(const Situation& situation, std::vector<Candidate>& candidates) {
  if (situation.profile.root != "dev" ||
      profile_value(situation, situation.profile.name, "build-override.opt-level"))
    return;
  std::vector<TaskId> macros = tasks_where(situation.trace, [&](const Task& task) {
    return situation.profile.reaches(task) && task.kind == TaskKind::proc_macro;
  });
  if (macros.empty()) return;
  Candidate candidate;
  candidate.fix = {
      .id = situation.profile.name + ".build-override.opt-level=3",
      .kind = "opt-level",
      .title = "Optimise proc-macros and build scripts",
      .verdict = Verdict::possible,
      .effort = {.effort = EffortClass::setting, .files = 1, .lines = 3},
      .evidence = {fmt::format("{} run inside the compiler calls of those who use them",
                               count_text(macros.size(), "proc-macro"))},
      .not_checked = {kExpansion},
      .reason =
          "whether faster expansion outweighs the longer build of the macros cannot be told "
          "from one call at a time: `makespan try` measures it. Published results have both "
          "signs"};
  if (size_t shared = shared_units(situation); shared > 0) {
    candidate.fix.evidence.push_back(fmt::format(
        "{} now serve host and target both and would be built twice", count_text(shared, "unit")));
  }
  candidate.edits.push_back(set_profile_value(situation, {.key = "build-override.opt-level",
                                                          .name = "opt-level",
                                                          .table = {.build_override = true},
                                                          .toml = "3"}));
  candidate.named_only = true;
  candidate.group = "build-override";
  candidates.push_back(std::move(candidate));
}

// Dependencies that a dev profile has optimised.
void add_plain_dependencies(const Situation& situation, std::vector<Candidate>& candidates) {
  std::optional<ProfileValue> now =
      profile_value(situation, situation.profile.name, "package.*.opt-level");
  if (!now || situation.profile.root != "dev" || now->value == "0") return;
  const Trace& trace = situation.trace;
  for (std::string_view level : {"1", "0"}) {
    std::vector<TaskId> tasks = tasks_where(trace, [&](const Task& task) {
      return situation.profile.reaches(task) && is_compile(task) && !task.local &&
             task.mode == TaskMode::build &&
             level_of(flag_of(trace, task, "opt-level").value_or("0")) > level_of(level);
    });
    if (tasks.empty()) continue;
    bool macros = std::any_of(tasks.begin(), tasks.end(), [&](TaskId task) {
      return trace.tasks[task.index()].kind == TaskKind::proc_macro;
    });
    ProfileFix fix{
        .key = {.kind = "opt-level",
                .key = "package.*.opt-level",
                .name = "opt-level",
                .table = {.package = "*"},
                .value = std::string(level),
                .toml = std::string(level)},
        .title = fmt::format("opt-level = {} for dependencies in profile {}", level,
                             situation.profile.name),
        .calls = {{.tasks = tasks, .change = {.opt_level = std::string(level)}}},
        .risk = Risk::run_time,
        .risk_note = "what is run from this profile, tests too, calls slower dependencies",
        .evidence = {setting_now(situation, "package.*.opt-level", "0"),
                     fmt::format("{} of dependencies take {} of CPU",
                                 count_text(tasks.size(), "unit"),
                                 seconds_text(work_of(trace, tasks)))},
        .not_checked = {"the run time of what is built"}};
    if (macros) fix.not_checked.emplace_back(kExpansion);
    size_t first = candidates.size();
    add_profile_fixes(situation, fix, candidates);
    for (size_t i = first; i < candidates.size(); ++i) {
      // What slower macros cost those who use them is in no price.
      if (macros) candidates[i].reach = Reach::bound;
      if (candidates[i].fix.verdict == Verdict::recommended)
        candidates[i].fix.verdict = Verdict::decision;
      add_reason(candidates[i].fix,
                 "how much slower tests and programs then run is not measured; `makespan try` with "
                 "--test or --bench does");
    }
  }
}

void add_lower_release_level(const Situation& situation, std::vector<Candidate>& candidates) {
  if (situation.profile.root != "release" || level_of(situation.profile.opt_level) < 2) return;
  std::vector<TaskId> tasks = tasks_where(situation.trace, [&](const Task& task) {
    return situation.profile.reaches(task) && is_compile(task) && is_target_side(task) &&
           task.mode == TaskMode::build;
  });
  ProfileFix fix{
      .key =
          {.kind = "opt-level", .key = "opt-level", .name = "opt-level", .value = "1", .toml = "1"},
      .title = fmt::format("opt-level = 1 in profile {}", situation.profile.name),
      .calls = {{.tasks = tasks, .change = {.opt_level = "1"}}},
      .risk = Risk::run_time,
      .risk_note = "the product is slower",
      .evidence = {setting_now(situation, "opt-level", "3"),
                   fmt::format(
                       "code generation takes {} of {} of CPU",
                       seconds_text(section_cpu(situation.trace, tasks, SectionKind::codegen)),
                       seconds_text(work_of(situation.trace)))},
      .product = "the run time"};
  size_t first = candidates.size();
  add_profile_fixes(situation, fix, candidates);
  // Tests of slower code may lose what the build gains.
  for (size_t i = first; i < candidates.size(); ++i) {
    if (candidates[i].fix.verdict != Verdict::recommended) continue;
    candidates[i].fix.verdict = Verdict::decision;
    candidates[i].fix.reason =
        "tests and benchmarks that run from it are slower; `makespan try --test` weighs both";
  }
}

}  // namespace

std::vector<Candidate> find_opt_level_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  if (!situation.profile.generates_code) return candidates;
  add_plain_build_override(situation, candidates);
  add_fast_macros(situation, candidates);
  add_plain_dependencies(situation, candidates);
  add_lower_release_level(situation, candidates);
  return candidates;
}

}  // namespace makespan
