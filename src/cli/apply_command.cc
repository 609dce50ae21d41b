// `makespan apply`: writes the patch of some fixes into the project, or shows it, or writes its
// companions.

#include <fmt/format.h>

#include "apply/apply.h"
#include "apply/companions.h"
#include "apply/objections.h"
#include "apply/resolve_lock.h"
#include "cli/commands.h"
#include "cli/fix_patches.h"
#include "cli/manifest_scratch.h"
#include "cli/project.h"
#include "gather/run_facts.h"
#include "system/interruption.h"

namespace makespan {
namespace {

// The fixes on the command line, or else all of the plan.
Result<ChosenFixes> choose_fixes(const ApplyArguments& arguments, RunStore& store, World& world,
                                 SelfProfile& profile) {
  std::vector<std::string> ids = arguments.fixes;
  if (ids.empty()) {
    MAKESPAN_TRY(FixStudy study, study_fixes(arguments.run, {}, store, world, profile));
    for (const PlanStep& step : study.advice.answer.plan)
      ids.push_back(step.id);
    if (ids.empty())
      return failure(ErrorKind::not_found, "no fix is recommended here, so that none is written");
  }
  MAKESPAN_TRY(ChosenFixes chosen, fixes_for(arguments.run, ids, {}, store, world, profile));
  MAKESPAN_CHECKED(check_can_be_applied(chosen, arguments.force, world));
  return chosen;
}

CargoDoor cargo_door(const ChosenFixes& chosen, World& world) {
  return {.files = world.files,
          .commands = world.commands,
          .program = world.variable("CARGO", "cargo"),
          .directory = chosen.study.workspace->root};
}

// The patch of all, with Cargo.lock as cargo resolves it then.
Result<Patch> whole_patch(const ChosenFixes& chosen, World& world, SelfProfile& profile) {
  auto step = profile.step("resolve Cargo.lock");
  MAKESPAN_TRY(ManifestScratch scratch,
               ManifestScratch::create(world, chosen.study.workspace->root));
  return with_resolved_lock(chosen.patch, packages_to_move(chosen), scratch.path(),
                            cargo_door(chosen, world));
}

// What apply would change is not a place for what is written instead.
Status check_is_elsewhere(const std::string& file, const Patch& patch, World& world) {
  MAKESPAN_TRY(NameStatus there, world.names.look(file));
  for (const FileChange& change : patch.files) {
    MAKESPAN_TRY(NameStatus changed, world.names.look(change.path));
    if (there.kind == NameKind::absent || there.real_path != changed.real_path) continue;
    return failure(ErrorKind::invalid,
                   fmt::format("{} is one of the files that the fixes change: without --write-… "
                               "they are applied to it",
                               file));
  }
  return {};
}

Status write_companions(const ApplyArguments& arguments, const Companions& companions,
                        World& world) {
  MAKESPAN_CHECKED(check_is_elsewhere(arguments.manifest, companions.patch, world));
  MAKESPAN_CHECKED(check_is_elsewhere(arguments.script, companions.patch, world));
  if (!arguments.manifest.empty()) {
    MAKESPAN_CHECKED(world.files.write_file(arguments.manifest, commented_manifests(companions)));
    world.say(fmt::format("the commented manifest is in {}", arguments.manifest));
  }
  if (!arguments.script.empty()) {
    MAKESPAN_CHECKED(world.files.write_file(arguments.script, patch_script(companions)));
    world.say(
        fmt::format("the script is in {0}: sh {0} in {1}", arguments.script, companions.root));
  }
  return {};
}

// What --dry-run prints is the diff; what would keep apply from it is said beside it.
Status show(const Patch& patch, const std::vector<Objection>& objections, const std::string& root,
            World& world) {
  MAKESPAN_CHECKED(world.print(unified_diff(patch, root)));
  for (const Objection& objection : objections)
    world.say(fmt::format("{}: apply would refuse{}", objection.sentence,
                          objection.forcible ? " without --force" : ""));
  return {};
}

Result<AppliedPatch> write(const Patch& patch, const std::vector<Objection>& overruled,
                           const ChosenFixes& chosen, Journal& journal, World& world) {
  CargoDoor cargo = cargo_door(chosen, world);
  bool locked = !chosen.study.workspace->lock.empty();
  Interruption interruption;
  auto check = [&]() -> Status {
    if (locked) MAKESPAN_CHECKED(check_locked(cargo));
    if (interruption.requested())
      return failure(ErrorKind::busy, "interrupted: everything is as it was");
    return {};
  };
  std::vector<std::string> forced;
  for (const Objection& objection : overruled)
    forced.push_back(objection.path);
  return apply_patch(patch, ids_of(chosen), check, journal,
                     {.files = world.files, .names = world.names}, forced);
}

// What was proven of each fix before, by compiling without it for one, and what was not.
void say_what_was_checked(const ChosenFixes& chosen, World& world) {
  for (const Candidate& candidate : chosen.candidates()) {
    const Fix& fix = candidate.fix;
    if (fix.checked.empty()) continue;
    std::string sentence = fmt::format("{}: checked: {}", fix.id, fmt::join(fix.checked, "; "));
    if (!fix.not_checked.empty())
      sentence += fmt::format("; not checked: {}", fmt::join(fix.not_checked, "; "));
    world.say(sentence);
  }
}

std::string names_of(const Patch& patch, const std::string& root) {
  std::string names;
  for (const FileChange& change : patch.files)
    names += (names.empty() ? "" : ", ") + shown_path(change.path, root);
  return names;
}

}  // namespace

Result<int> apply_fixes(const ApplyArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(ChosenFixes chosen, choose_fixes(arguments, store, world, profile));
  const std::string& root = chosen.study.workspace->root;
  MAKESPAN_TRY(Patch patch, whole_patch(chosen, world, profile));
  if (!arguments.manifest.empty() || !arguments.script.empty()) {
    MAKESPAN_TRY(Companions companions, companions_of(chosen, patch));
    MAKESPAN_CHECKED(write_companions(arguments, companions, world));
    if (!arguments.dry_run) return kExitFine;
  }
  auto step = profile.step("apply");
  ApplyDoors doors{.files = world.files, .names = world.names};
  Journal journal(doors, root);
  MAKESPAN_TRY(std::vector<JournalRecord> records, journal.records());
  MAKESPAN_TRY(std::vector<Objection> objections,
               find_objections(patch, bounds_of(chosen), records, doors, world.commands));
  if (arguments.dry_run) {
    MAKESPAN_CHECKED(show(patch, objections, root, world));
    say_what_was_checked(chosen, world);
    return kExitFine;
  }
  MAKESPAN_CHECKED(refuse_if_any(objections, arguments.force));
  MAKESPAN_TRY(AppliedPatch applied, write(patch, objections, chosen, journal, world));
  for (const std::string& notice : applied.notices)
    world.say(notice);
  world.say(fmt::format("applied {}: {} changed. `makespan undo` takes it back",
                        fmt::join(ids_of(chosen), ", "), names_of(patch, root)));
  say_what_was_checked(chosen, world);
  return kExitFine;
}

}  // namespace makespan
