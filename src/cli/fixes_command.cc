// `makespan fixes`: what would make the recorded build shorter, and by how much.

#include <utility>

#include "cli/commands.h"
#include "cli/fix_choice.h"
#include "cli/project.h"
#include "cli/team_figures.h"
#include "cli/trace_source.h"
#include "cli/try_subject.h"
#include "report/fixes/fixes_json.h"
#include "report/fixes/fixes_text.h"

namespace makespan {
namespace {

FixCommands commands_for(const std::string& run, const Trace& trace, RunStore& store) {
  FixCommands commands{.run = run_to_name(run)};
  if (commands.run.empty()) return commands;
  if (std::optional<PlacedCommand> call = find_cargo_call(trace))
    commands.to_try = std::move(call->command);
  Result<RunReference> reference = store.resolve(run);
  bool in_file = reference && reference->kind == RunReference::Kind::run_file;
  if (in_file && !store.load(trace.run.id)) commands.file_to_import = run;
  return commands;
}

}  // namespace

Result<int> list_fixes(const FixesArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(TeamFigures team, read_team_figures(world));  // a mistake in it costs no experiment
  MAKESPAN_TRY(
      FixStudy study,
      study_fixes(arguments.run,
                  {.budget = arguments.budget, .cores = arguments.cores, .deep = arguments.deep},
                  store, world, profile));
  FixAnswer& answer = study.advice.answer;
  answer.team = std::move(team);
  add_recorded_builds(*study.trace, store, answer.team);
  std::string text = arguments.json
                         ? fixes_json(answer)
                         : fixes_text(answer, commands_for(arguments.run, *study.trace, store),
                                      {.width = world.output.columns,
                                       .colour = world.output.colour,
                                       .unicode = world.output.unicode});
  MAKESPAN_CHECKED(world.print(text));
  return kExitFine;
}

}  // namespace makespan
