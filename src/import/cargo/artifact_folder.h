#pragma once
// Which target directory and profile an output folder of cargo's belongs to, in both layouts:
//
//   /t/debug/deps                        /t           debug
//   /t/aarch64-unknown-linux-gnu/ci/deps /t           ci     (platform given)
//   /t/debug/build/ring-0f…              /t           debug  (a build script's, old layout)
//   /t/debug/build/ring/0f…/out          /t           debug  (any unit's, new layout)

#include <string_view>

namespace makespan {

struct ArtifactFolder {
  std::string_view target_directory;  // empty: not one of cargo's folders
  std::string_view profile_folder;    // "debug", "release", "ci"
  std::string_view unit_hash;         // new layout, and build script folders of the old one
};

// `platform` as in `--target`, a triple or a path to a target specification.
ArtifactFolder artifact_folder(std::string_view folder, std::string_view platform);

// "dev" for "debug"; other profiles' folders have their names.
std::string_view profile_of_folder(std::string_view profile_folder);

}  // namespace makespan
