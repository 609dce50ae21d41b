// `makespan undo`: the last apply, taken back.

#include <fmt/format.h>

#include "apply/apply.h"
#include "apply/objections.h"
#include "cli/commands.h"
#include "cli/project.h"
#include "gather/run_facts.h"
#include "system/interruption.h"

namespace makespan {

Result<int> undo_last_apply(const UndoArguments&, World& world, SelfProfile& profile) {
  auto step = profile.step("undo");
  ApplyDoors doors{.files = world.files, .names = world.names};
  std::string root = find_project_root(world.files, world.working_directory);
  Journal journal(doors, root);
  Interruption undisturbed;
  MAKESPAN_TRY(UndonePatch undone, undo_last_patch(journal, doors));
  for (const std::string& notice : undone.notices)
    world.say(notice);
  std::string files;
  for (const JournalFile& file : undone.record.entry.files)
    files += (files.empty() ? "" : ", ") + shown_path(file.change.path, root);
  std::string left = undone.left == 0 ? ""
                     : undone.left == 1
                         ? "; one more is applied before it"
                         : fmt::format("; {} more are applied before it", undone.left);
  world.say(fmt::format("undone: {}; as before: {}{}", undone.record.fixes_text(), files, left));
  return kExitFine;
}

}  // namespace makespan
