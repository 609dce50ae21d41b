// `makespan fixes`: what would make the recorded build shorter, and by how much.

#include <utility>

#include "cli/commands.h"
#include "cli/fix_choice.h"
#include "cli/project.h"
#include "cli/team_figures.h"
#include "report/fixes/fixes_json.h"
#include "report/fixes/fixes_text.h"

namespace makespan {

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
  MAKESPAN_CHECKED(world.print(arguments.json
                                   ? fixes_json(answer)
                                   : fixes_text(answer, {.width = world.output.columns,
                                                         .colour = world.output.colour,
                                                         .unicode = world.output.unicode})));
  return kExitFine;
}

}  // namespace makespan
