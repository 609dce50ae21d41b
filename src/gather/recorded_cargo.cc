#include "gather/recorded_cargo.h"

#include <set>
#include <utility>

#include "gather/cargo_project.h"
#include "gather/target_snapshot.h"
#include "import/cargo/artifact_folder.h"
#include "import/cargo/program_role.h"
#include "import/cargo/recorded_image.h"

namespace makespan {
namespace {

// The value behind an argument of an image: `--out-dir X`. Empty where it has none.
std::string_view value_of(const Trace& trace, const Image& image, StringId argument) {
  for (uint32_t i = image.arguments.first; i + 1 < image.arguments.end(); ++i) {
    if (trace.arguments[i] == argument) return trace.text(trace.arguments[i + 1]);
  }
  return {};
}

using ProfileDirectory = std::pair<std::string, std::string>;  // target directory, profile folder

std::set<ProfileDirectory> written_profiles(const Trace& trace) {
  std::set<ProfileDirectory> profiles;
  std::optional<StringId> out_dir = trace.strings.find("--out-dir");
  if (!out_dir) return profiles;
  StringId target = trace.strings.find("--target").value_or(StringId::none());
  for (const Image& image : trace.images) {
    std::string_view folder = value_of(trace, image, *out_dir);
    if (folder.empty()) continue;
    std::string path = join_path(trace.text(image.working_directory), folder);
    ArtifactFolder place = artifact_folder(path, value_of(trace, image, target));
    if (!place.target_directory.empty()) {
      profiles.emplace(place.target_directory, place.profile_folder);
    }
  }
  return profiles;
}

// CARGO_HOME as it was for that process, where its environment is recorded.
std::string cargo_home_of(const Trace& trace, const Image& image) {
  std::string set(environment_value(trace, image, "CARGO_HOME"));
  if (!set.empty()) return set;
  std::string home(environment_value(trace, image, "HOME"));
  return home.empty() ? "" : join_path(home, ".cargo");
}

std::vector<ConfiguredJobs> configured_jobs(FileSystem& files, const Trace& trace) {
  std::vector<ConfiguredJobs> found;
  std::set<StringId> looked_at;
  for (const Image& image : trace.images) {
    bool cargo = program_role(trace.text(image.executable), program_name(trace, image)) ==
                 ProgramRole::cargo;
    std::string directory(trace.text(image.working_directory));
    if (!cargo || !directory.starts_with('/') || !looked_at.insert(image.working_directory).second)
      continue;
    if (std::optional<int64_t> jobs =
            find_configured_jobs(files, directory, cargo_home_of(trace, image)))
      found.push_back({.directory = std::move(directory), .jobs = *jobs});
  }
  return found;
}

}  // namespace

RecordedCargo gather_recorded_cargo(FileSystem& files, const Trace& recorded) {
  RecordedCargo cargo;
  Diagnostics damaged;  // what a directory's own report would say; here it only tells less
  for (const auto& [directory, profile] : written_profiles(recorded)) {
    Result<TargetSnapshot> snapshot =
        read_target_snapshot(files, {.build_directory = directory,
                                     .workspace_root = recorded.run.project_root,
                                     .profile = profile});
    if (snapshot) cargo.unit_graphs.push_back(read_unit_graph(*snapshot, damaged));
  }
  std::string lock = join_path(recorded.run.project_root, "Cargo.lock");
  cargo.lock_file = files.read_file(lock).value_or("");
  cargo.configured_jobs = configured_jobs(files, recorded);
  return cargo;
}

}  // namespace makespan
