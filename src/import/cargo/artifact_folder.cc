#include "import/cargo/artifact_folder.h"

#include "import/cargo/program_role.h"

namespace makespan {
namespace {

// "/t/debug/build/ring/0f…/out" -> "/t/debug" and the hash.
std::string_view profile_path(std::string_view folder, std::string_view& hash) {
  std::string_view name = file_name(folder);
  if (name == "deps" || name == "examples") return folder_of(folder);
  if (name == "out") {
    folder = folder_of(folder);
    name = file_name(folder);
  }
  hash = unit_hash_of(name);
  if (hash.empty()) return {};
  std::string_view above = folder_of(folder);
  if (hash == name) above = folder_of(above);  // the new layout's folder of the package
  return file_name(above) == "build" ? folder_of(above) : std::string_view();
}

}  // namespace

ArtifactFolder artifact_folder(std::string_view folder, std::string_view platform) {
  ArtifactFolder found;
  std::string_view path = profile_path(folder, found.unit_hash);
  if (path.empty()) return {};
  found.profile_folder = file_name(path);
  found.target_directory = folder_of(path);
  std::string_view triple = file_name(platform);
  if (triple.ends_with(".json")) triple.remove_suffix(5);
  if (!triple.empty() && file_name(found.target_directory) == triple) {
    found.target_directory = folder_of(found.target_directory);
  }
  return found;
}

std::string_view profile_of_folder(std::string_view profile_folder) {
  return profile_folder == "debug" ? "dev" : profile_folder;
}

}  // namespace makespan
