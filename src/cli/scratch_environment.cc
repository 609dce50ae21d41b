#include "cli/scratch_environment.h"

#include "cli/project.h"
#include "gather/run_facts.h"

namespace makespan {

ScratchEnvironment scratch_environment(const World& world) {
  std::string home = world.variable("HOME");
  return {.cache_directory =
              world.variable("XDG_CACHE_HOME", home.empty() ? "" : join_path(home, ".cache")),
          .temporary_directory = world.variable("TMPDIR", "/tmp"),
          .cargo_home = cargo_environment(world).cargo_home};
}

void remove_stale_copies(World& world) {
  std::string root = find_project_root(world.files, world.working_directory);
  remove_stale_copies(world.files, scratch_places(root, scratch_environment(world)));
}

}  // namespace makespan
