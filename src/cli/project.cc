#include "cli/project.h"

#include "gather/run_facts.h"

namespace makespan {
namespace {

std::optional<std::string> set_variable(const World& world, const std::string& name) {
  std::string value = world.variable(name);
  return value.empty() ? std::nullopt : std::optional(value);
}

std::string state_directory(const World& world) {
  if (std::string state = world.variable("XDG_STATE_HOME"); !state.empty()) return state;
  std::string home = world.variable("HOME");
  return home.empty() ? "" : join_path(home, ".local/state");
}

std::string real_directory(const std::string& directory, World& world) {
  Result<NameStatus> there = world.names.look(join_path(directory, "."));
  return there && !there->real_path.empty() ? parent_path(there->real_path) : directory;
}

}  // namespace

CargoEnvironment cargo_environment(const World& world) {
  std::string home = world.variable("HOME");
  return {
      .target_dir = set_variable(world, "CARGO_TARGET_DIR"),
      .build_target_dir = set_variable(world, "CARGO_BUILD_TARGET_DIR"),
      .build_build_dir = set_variable(world, "CARGO_BUILD_BUILD_DIR"),
      .cargo_home = world.variable("CARGO_HOME", home.empty() ? "" : join_path(home, ".cargo"))};
}

RunStore open_store(World& world) {
  return RunStore(world.files,
                  {.project_root = find_project_root(world.files, world.working_directory),
                   .state_directory = state_directory(world)});
}

bool is_this_project(const std::string& root, World& world) {
  std::string here = find_project_root(world.files, world.working_directory);
  return real_directory(here, world) == real_directory(root, world);
}

}  // namespace makespan
