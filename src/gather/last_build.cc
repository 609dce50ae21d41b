#include "gather/last_build.h"

#include <fmt/format.h>

#include "gather/target_snapshot.h"
#include "import/cargo/target_directory.h"

namespace makespan {

Result<Trace> read_last_build(FileSystem& files, const std::string& directory,
                              const CargoEnvironment& environment, const std::string& profile) {
  MAKESPAN_TRY(std::optional<CargoProject> project,
               find_cargo_project(files, directory, environment));
  if (!project) {
    return failure(ErrorKind::not_found,
                   fmt::format("no Cargo.toml in {} or above it; to record any build: makespan run "
                               "-- COMMAND",
                               directory),
                   directory);
  }
  MAKESPAN_TRY(TargetSnapshot snapshot,
               read_target_snapshot(files, {.build_directory = project->build_directory,
                                            .workspace_root = project->workspace_root,
                                            .profile = profile}));
  return import_target_directory(snapshot);
}

}  // namespace makespan
