#include "gather/recorded_cargo.h"

#include <set>
#include <utility>

#include "gather/target_snapshot.h"
#include "import/cargo/artifact_folder.h"

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
  return cargo;
}

}  // namespace makespan
