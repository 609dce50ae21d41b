// `makespan export` and `makespan import`: one run, whole, as a file.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/project.h"
#include "cli/trace_source.h"

namespace makespan {

Result<int> export_run(const ExportArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(RunFileContent run, content_of_run(arguments.run, store, world, profile));
  auto step = profile.step("write the file");
  MAKESPAN_CHECKED(write_run_file(world.files, arguments.file, run.trace, run.purpose));
  world.say(fmt::format("run {} is in {}", run.trace.run.id, arguments.file));
  return kExitFine;
}

Result<int> import_run(const ImportArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  auto step = profile.step("import");
  MAKESPAN_TRY(RunStore::Imported imported, store.import_run(arguments.file));
  for (const std::string& notice : imported.saved.notices)
    world.say(notice);
  world.say(fmt::format("run {0} is here now: makespan report {0}", imported.id));
  return kExitFine;
}

}  // namespace makespan
