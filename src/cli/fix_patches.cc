#include "cli/fix_patches.h"

#include <fmt/format.h>

#include <span>

#include "base/shell_quote.h"
#include "cli/project.h"

namespace makespan {
namespace {

// A run may have been made elsewhere: its fixes would change the files there.
Status check_project(const ChosenFixes& chosen, World& world) {
  const Workspace& workspace = *chosen.study.workspace;
  if (workspace.root.empty()) {
    const std::vector<std::string>& notes = chosen.study.advice.answer.notes;
    return failure(ErrorKind::unsupported,
                   fmt::format("the workspace cannot be read, so that nothing can be applied{}{}",
                               notes.empty() ? "" : ": ", notes.empty() ? "" : notes.front()));
  }
  if (is_this_project(workspace.root, world)) return {};
  return failure(ErrorKind::unsupported,
                 fmt::format("run {} was made in {}, and its fixes change files there: call "
                             "makespan there, or record a run here",
                             chosen.study.trace->run.id, workspace.root));
}

// "saves 3.2 s (2.9 to 3.6 s, replayed)"
std::string saving_text(const Fix& fix) {
  if (!fix.saving) return "";
  const Saving& saving = *fix.saving;
  bool saves = saving.expected >= Duration();
  double sign = saves ? 1 : -1;
  double low = sign * (saves ? saving.low : saving.high).seconds();
  double high = sign * (saves ? saving.high : saving.low).seconds();
  return fmt::format("{} {:.1f} s ({:.1f} to {:.1f} s, {})", saves ? "saves" : "costs",
                     sign * saving.expected.seconds(), low, high, word(fix.basis));
}

}  // namespace

std::vector<std::string> ids_of(const ChosenFixes& chosen) {
  std::vector<std::string> ids;
  for (const Candidate& candidate : chosen.candidates())
    ids.push_back(candidate.fix.id);
  return ids;
}

Status check_can_be_applied(const ChosenFixes& chosen, bool force, World& world) {
  MAKESPAN_CHECKED(check_project(chosen, world));
  for (const Candidate& candidate : chosen.candidates()) {
    const Fix& fix = candidate.fix;
    const bool none = candidate.edits.empty();
    if (!none && (force || !candidate.unproven)) continue;
    if (none)
      return failure(
          ErrorKind::unsupported,
          fmt::format("{} has no patch: {}", fix.id, fix.reason.empty() ? fix.title : fix.reason));
    return failure(ErrorKind::unsupported,
                   fmt::format("{0} has no patch: not every target was compiled with it, which "
                               "`makespan fixes --deep` tries. `makespan try {0}` builds it; "
                               "--force applies it as it is",
                               fix.id));
  }
  if (chosen.patch.empty())
    return failure(ErrorKind::unsupported, fmt::format("{} would change nothing: it is so already",
                                                       fmt::join(ids_of(chosen), ", ")));
  return {};
}

std::vector<std::string> packages_to_move(const ChosenFixes& chosen) {
  std::vector<std::string> packages;
  for (const Candidate& candidate : chosen.candidates())
    packages.insert(packages.end(), candidate.moves.begin(), candidate.moves.end());
  return packages;
}

ApplyBounds bounds_of(const ChosenFixes& chosen) {
  const Run& run = chosen.study.trace->run;
  const Workspace& workspace = *chosen.study.workspace;
  ApplyBounds bounds{.root = workspace.root,
                     .directories = {workspace.root},
                     .run = run.id,
                     .run_started = run.started,
                     .run_ended = run.started + run.wall,
                     .run_revision = run.git_dirty == false ? run.git_revision : ""};
  for (const WorkspacePackage& package : workspace.packages)
    bounds.directories.push_back(package.directory);
  if (std::string config = chosen.study.situation->machine.user_config; !config.empty())
    bounds.files.push_back(std::move(config));
  return bounds;
}

Result<Companions> companions_of(const ChosenFixes& chosen, const Patch& patch) {
  const Run& run = chosen.study.trace->run;
  const std::string& config = chosen.study.situation->machine.user_config;
  Companions companions{.root = chosen.study.workspace->root,
                        .cargo_home = config.empty() ? "" : parent_path(config),
                        .run = run.id,
                        .command = shell_quoted(run.command),
                        .patch = patch};
  std::vector<Candidate> candidates = chosen.candidates();
  for (size_t count = 1; count <= candidates.size(); ++count) {
    const Fix& fix = candidates[count - 1].fix;
    MAKESPAN_TRY(Patch so_far,
                 combined_patch(std::span(candidates).first(count), *chosen.study.workspace));
    companions.steps.push_back(
        {.id = fix.id, .title = fix.title, .saving = saving_text(fix), .patch = std::move(so_far)});
  }
  return companions;
}

}  // namespace makespan
