// `makespan accuracy`: what was predicted beside what was measured.

#include "cli/commands.h"
#include "cli/project.h"
#include "report/fixes/accuracy_json.h"
#include "report/fixes/accuracy_text.h"

namespace makespan {
namespace {

Result<std::vector<Trial>> read_ledgers(const std::vector<std::string>& directories, World& world) {
  std::vector<Trial> trials;
  for (const std::string& directory : directories) {
    World there = world;
    there.working_directory = join_path(world.working_directory, directory);
    MAKESPAN_TRY(std::optional<FileStatus> status, world.files.status(there.working_directory));
    if (!status || status->kind != FileKind::directory)
      return failure(ErrorKind::not_found, "there is no directory " + there.working_directory);
    RunStore::Ledger ledger = open_store(there).ledger();
    for (const std::string& notice : ledger.notices)
      world.say(notice);
    trials.insert(trials.end(), ledger.trials.begin(), ledger.trials.end());
  }
  return trials;
}

}  // namespace

Result<int> show_accuracy(const AccuracyArguments& arguments, World& world, SelfProfile& profile) {
  std::vector<std::string> directories = arguments.directories;
  if (directories.empty()) directories.push_back(world.working_directory);
  MAKESPAN_TRY(std::vector<Trial> trials, read_ledgers(directories, world));
  Accuracy accuracy = [&] {
    auto step = profile.step("measure the accuracy");
    return measure_accuracy(std::move(trials));
  }();
  if (!arguments.json && accuracy.trials.empty()) {
    world.say("no fix that was predicted has been tried here yet: `makespan try FIX`");
    return kExitFine;
  }
  MAKESPAN_CHECKED(world.print(arguments.json
                                   ? accuracy_json(accuracy)
                                   : accuracy_text(accuracy, {.width = world.output.columns,
                                                              .colour = world.output.colour,
                                                              .unicode = world.output.unicode})));
  return kExitFine;
}

}  // namespace makespan
