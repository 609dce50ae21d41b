// `makespan fixes`: what would make the recorded build shorter, and by how much.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/fix_choice.h"
#include "cli/project.h"

namespace makespan {

Result<int> list_fixes(const FixesArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(
      FixStudy study,
      study_fixes(arguments.run,
                  {.budget = arguments.budget, .cores = arguments.cores, .deep = arguments.deep},
                  store, world, profile));
  std::string text;
  for (const Fix& fix : study.advice.answer.fixes) {
    text += fmt::format("{:12} {:40} {:8.2f} s  {}\n", word(fix.verdict), fix.id,
                        fix.saving ? fix.saving->expected.seconds() : 0.0, fix.reason);
  }
  MAKESPAN_CHECKED(world.print(text));
  return kExitFine;
}

}  // namespace makespan
