// `makespan try`: builds both ways, in turn, and says what the difference is.

#include <fmt/format.h>

#include <chrono>

#include "base/shell_quote.h"
#include "cli/commands.h"
#include "cli/dependency_study.h"
#include "cli/patch_file.h"
#include "cli/project.h"
#include "cli/scratch_builder.h"
#include "cli/scratch_environment.h"
#include "cli/try_candidates.h"
#include "cli/try_schedules.h"
#include "cli/try_subject.h"
#include "cli/try_words.h"
#include "report/fixes/try_json.h"
#include "report/fixes/try_text.h"
#include "system/ancestors.h"
#include "system/file_tree.h"
#include "try/answer.h"
#include "try/ledger.h"

namespace makespan {
namespace {

// What is there before anything is copied.
struct TryPlan {
  TrySubject subject;
  TryWorkspace workspace;
  ScratchBuild build;
  std::vector<TryCandidate> candidates;
};

Result<ScratchBuild> plan_build(const TryArguments& arguments, const TrySubject& subject) {
  // A relative path, or one through a link, would not be led into the copy.
  std::vector<std::string> command = with_manifest_path(subject.command, subject.manifest);
  ScratchBuild build{.base = {.building = command,
                              .linking = linking_command(command),
                              .benchmark = arguments.benchmark},
                     .incremental = arguments.incremental,
                     .rounds = arguments.rounds,
                     .project_root = subject.project_root};
  if (arguments.test) {
    MAKESPAN_TRY(build.base.testing, testing_command(command));
  }
  return build;
}

// What another profile builds lies elsewhere, and does not ship: how fast it runs is not asked.
ScratchVariant variant_of(const TryCandidate& candidate, const ScratchCommands& base) {
  const std::string& profile = candidate.profile;
  return {.title = candidate.title,
          .commands = {.building = with_profile(base.building, profile),
                       .testing = with_profile(base.testing, profile),
                       .linking = with_profile(base.linking, profile),
                       .benchmark = profile.empty() ? base.benchmark : std::string()}};
}

// Where the figures of a variant are those of other commands than the base's.
void finish_variants(const std::vector<ScratchVariant>& built, const ScratchCommands& base,
                     TryAnswer& answer) {
  for (size_t i = 0; i < built.size(); ++i) {
    answer.variants[i].command = shell_quoted(built[i].commands.building);
    if (built[i].commands.benchmark == base.benchmark) continue;
    answer.notes.push_back(fmt::format(
        "the benchmark is not run for {}: it changes a profile whose products do not ship",
        built[i].title));
  }
}

// A project of another build tool is copied whole; what it depends on outside is its own business.
Result<TryWorkspace> find_workspace(const TrySubject& subject, World& world) {
  std::string directory =
      subject.manifest.empty() ? subject.project_root : parent_path(subject.manifest);
  MAKESPAN_TRY(std::optional<FileStatus> status,
               world.files.status(join_path(directory, "Cargo.toml")));
  if (!status) return TryWorkspace{.root = subject.project_root};
  if (subject.manifest.empty()) directory = subject.directory;
  MAKESPAN_TRY(TryWorkspace workspace, gather_try_workspace(world.files, world.commands,
                                                            cargo_of(subject.command), directory));
  // The command runs in the copy of its directory, which must be there.
  if (is_beneath(subject.directory, workspace.root) ||
      is_beneath(workspace.root, subject.directory))
    return workspace;
  return failure(ErrorKind::invalid,
                 fmt::format("the command runs in {} and builds the workspace {}, which is "
                             "elsewhere: give it there, without --manifest-path",
                             subject.directory, workspace.root));
}

Result<ScratchCopy> make_copy(const TryPlan& plan, World& world, Interruption& interruption) {
  return ScratchCopy::create(world.files, world.commands,
                             {.workspace_root = plan.workspace.root,
                              .outside = plan.workspace.outside,
                              .target_directory = plan.workspace.target_directory,
                              .build_bytes = plan.subject.build_bytes,
                              .restorable = true,
                              .environment = scratch_environment(world),
                              .stop = [&] { return interruption.requested(); }});
}

std::string lock_path(const TryWorkspace& workspace) {
  return workspace.target_directory.empty() ? "" : join_path(workspace.root, "Cargo.lock");
}

Status add_patch(const TryArguments& arguments, TryPlan& plan, ScratchCopy& copy,
                 const ScratchShell& shell, World& world) {
  if (arguments.patch.empty()) return {};
  std::string file = join_path(world.working_directory, arguments.patch);
  MAKESPAN_TRY(Patch patch, read_patch_file(world.files, copy, shell, plan.workspace.root, file));
  plan.candidates = {{.title = std::string(base_name(arguments.patch)), .patch = std::move(patch)}};
  return {};
}

std::function<Duration()> stopwatch() {
  auto start = std::chrono::steady_clock::now();
  return [start] {
    std::chrono::nanoseconds since = std::chrono::steady_clock::now() - start;
    return Duration::nanoseconds(since.count());
  };
}

Result<TryAnswer> build_both_ways(const TryArguments& arguments, TryPlan& plan, ScratchCopy& copy,
                                  const std::function<Duration()>& elapsed, RunStore& store,
                                  World& world, SelfProfile& profile, Interruption& interruption) {
  auto step = profile.step("build both ways");
  Duration before = elapsed();
  ScratchShell shell(copy, world.commands, plan.subject.directory,
                     [&] { return interruption.requested(); });
  TryVariants variants(world.files, copy, shell, lock_path(plan.workspace),
                       plan.build.base.building);
  MAKESPAN_CHECKED(add_patch(arguments, plan, copy, shell, world));
  std::vector<Patch> patches;
  std::vector<std::string> titles;
  for (const TryCandidate& candidate : plan.candidates) {
    patches.push_back(candidate.patch);
    titles.push_back(candidate.title);
    plan.build.variants.push_back(variant_of(candidate, plan.build.base));
  }
  MAKESPAN_CHECKED(variants.prepare(patches, titles));

  ScratchBuilder builder(plan.build, plan.workspace,
                         {.copy = copy,
                          .shell = shell,
                          .variants = variants,
                          .store = store,
                          .world = world,
                          .profile = profile,
                          .interruption = interruption});
  MAKESPAN_TRY(RoundResults results,
               run_rounds({.rounds = arguments.rounds, .budget = arguments.budget},
                          plan.candidates.size(), builder, elapsed));
  TryAnswer answer = make_answer(results, plan.candidates, shell_quoted(plan.subject.command));
  answer.spent -= before;
  add_schedules(answer, store);
  finish_variants(plan.build.variants, plan.build.base, answer);
  for (const std::vector<std::string>& notes : {copy.notices(), builder.notes()})
    answer.notes.insert(answer.notes.end(), notes.begin(), notes.end());
  return answer;
}

// What cannot be kept does not make the answer worse.
void keep_in_ledger(const TryAnswer& answer, const TryPlan& plan, RunStore& store, World& world) {
  std::chrono::nanoseconds now = std::chrono::system_clock::now().time_since_epoch();
  for (const Trial& trial :
       trials_of(answer, plan.candidates, {plan.subject.project_root, plan.subject.directory},
                 UnixTime::at(Duration::nanoseconds(now.count())))) {
    if (Status kept = store.keep_trial(trial); !kept)
      world.say(fmt::format("not in the ledger: {}", kept.error().message));
  }
}

// What tests passed with, of fixes that only tests can settle.
void keep_tests(const TryAnswer& answer, const TryPlan& plan, RunStore& store, World& world) {
  for (const TryVariant& variant : answer.variants) {
    if (variant.figures.tests != TestOutcome::passed) continue;
    std::vector<std::string> fixes = variant.fixes;
    std::erase_if(fixes, [](const std::string& id) { return !id.starts_with("features:"); });
    keep_tested(fixes, shell_quoted(plan.build.base.testing), store, world);
  }
}

}  // namespace

Result<int> try_fixes(const TryArguments& arguments, World& world, SelfProfile& profile) {
  std::function<Duration()> elapsed = stopwatch();  // the budget is that of the whole command
  RunStore store = open_store(world);
  TryPlan plan;
  MAKESPAN_TRY(plan.subject, find_subject(arguments.command, store, world));
  MAKESPAN_TRY(plan.workspace, find_workspace(plan.subject, world));
  MAKESPAN_TRY(plan.build, plan_build(arguments, plan.subject));
  MAKESPAN_TRY(plan.candidates, find_candidates(arguments, plan.subject, store, world, profile));

  Result<TryAnswer> answer = [&]() -> Result<TryAnswer> {
    // From here on a signal ends the try at the next good place; the copy goes before we return.
    Interruption interruption;
    Result<TryAnswer> built = [&]() -> Result<TryAnswer> {
      MAKESPAN_TRY(ScratchCopy copy, make_copy(plan, world, interruption));
      return build_both_ways(arguments, plan, copy, elapsed, store, world, profile, interruption);
    }();
    if (!built && interruption.requested())
      return failure(ErrorKind::busy, "interrupted before the first round was finished");
    return built;
  }();
  if (!answer) return tl::unexpected(answer.error());
  keep_in_ledger(*answer, plan, store, world);
  keep_tests(*answer, plan, store, world);

  MAKESPAN_CHECKED(world.print(arguments.json
                                   ? try_json(*answer)
                                   : try_text(*answer, {.width = world.output.columns,
                                                        .colour = world.output.colour,
                                                        .unicode = world.output.unicode})));
  return all_stand(*answer) ? kExitFine : kExitFailed;
}

}  // namespace makespan
