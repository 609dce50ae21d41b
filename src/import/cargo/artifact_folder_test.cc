#include "import/cargo/artifact_folder.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

std::string parts(std::string_view folder, std::string_view platform = {}) {
  ArtifactFolder found = artifact_folder(folder, platform);
  return std::string(found.target_directory) + " " + std::string(found.profile_folder) + " " +
         std::string(found.unit_hash);
}

TEST(ArtifactFolder, units_of_the_old_layout) {
  EXPECT_EQ(parts("/w/target/debug/deps"), "/w/target debug ");
  EXPECT_EQ(parts("/t/ci/examples"), "/t ci ");
  EXPECT_EQ(parts("/t/debug/build/ring-0123456789abcdef"), "/t debug 0123456789abcdef");
  EXPECT_EQ(parts("/t/debug/build/ring-0123456789abcdef/out"), "/t debug 0123456789abcdef");
}

TEST(ArtifactFolder, units_of_the_new_layout) {
  EXPECT_EQ(parts("/t/release/build/ring/0123456789abcdef/out"), "/t release 0123456789abcdef");
}

TEST(ArtifactFolder, the_triples_own_folder_is_not_part_of_the_target_directory) {
  EXPECT_EQ(parts("/t/wasm32-wasip1/debug/deps", "wasm32-wasip1"), "/t debug ");
  EXPECT_EQ(parts("/t/board/debug/deps", "targets/board.json"), "/t debug ");
  EXPECT_EQ(parts("/t/debug/deps", "wasm32-wasip1"), "/t debug ");
}

TEST(ArtifactFolder, other_folders_are_nobodys) {
  EXPECT_EQ(parts("/home/me"), "  ");
  EXPECT_EQ(parts("/home/build/out"), "  ");
  EXPECT_EQ(parts(""), "  ");
}

TEST(ArtifactFolder, debug_is_the_folder_of_dev) {
  EXPECT_EQ(profile_of_folder("debug"), "dev");
  EXPECT_EQ(profile_of_folder("release"), "release");
}

}  // namespace
}  // namespace makespan
