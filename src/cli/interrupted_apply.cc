#include "cli/interrupted_apply.h"

#include "apply/apply.h"

namespace makespan {

void finish_interrupted_apply(World& world) {
  ApplyDoors doors{.files = world.files, .names = world.names};
  for (std::string at = world.working_directory;; at = parent_path(at)) {
    Journal journal(doors, at);
    for (const std::string& sentence : finish_interrupted(journal, doors))
      world.say(sentence);
    if (at == parent_path(at)) return;
  }
}

}  // namespace makespan
