#include "system/file_system.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

// Both file systems must behave alike: the fake is only worth something if it does.
class FileSystems : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    // Cases run beside each other.
    root_ = std::filesystem::temp_directory_path() /
            ("makespan-file-system-" + std::to_string(std::random_device()()));
    ASSERT_TRUE(files().remove_tree(root_));
    ASSERT_TRUE(files().create_directories(root_));
  }
  void TearDown() override { EXPECT_TRUE(files().remove_tree(root_)); }
  FileSystem& files() {
    return GetParam() ? real_file_system() : static_cast<FileSystem&>(memory_);
  }
  std::string path(const char* name) { return join_path(root_, name); }

  std::string root_;
  MemoryFileSystem memory_;
};

TEST_P(FileSystems, ReadWhatTheyWrote) {
  std::string bytes("a\0b", 3);
  ASSERT_TRUE(files().write_file(path("f"), bytes));
  EXPECT_EQ(files().read_file(path("f")).value(), bytes);
  ASSERT_TRUE(files().write_file(path("f"), "shorter"));
  EXPECT_EQ(files().read_file(path("f")).value(), "shorter");
}

TEST_P(FileSystems, SayWhichFileIsMissing) {
  Result<std::string> read = files().read_file(path("none"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::not_found);
  EXPECT_EQ(read.error().message, "cannot read " + path("none") + ": No such file or directory");
  EXPECT_EQ(files().status(path("none/below")).value(), std::nullopt);
}

TEST_P(FileSystems, ListByNameAndTellKinds) {
  ASSERT_TRUE(files().create_directories(path("d/e")));
  ASSERT_TRUE(files().write_file(path("d/z"), "12345"));
  std::vector<DirectoryEntry> entries = files().list_directory(path("d")).value();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].name, "e");
  EXPECT_EQ(entries[0].kind, FileKind::directory);
  EXPECT_EQ(entries[1].name, "z");
  EXPECT_EQ(files().status(path("d/z"))->value().bytes, 5U);
}

TEST_P(FileSystems, RemoveWholeTreesAndNothingElse) {
  ASSERT_TRUE(files().create_directories(path("d/e")));
  ASSERT_TRUE(files().write_file(path("d/e/f"), ""));
  ASSERT_TRUE(files().write_file(path("dd"), ""));
  ASSERT_TRUE(files().remove_tree(path("d")));
  EXPECT_EQ(files().status(path("d/e/f")).value(), std::nullopt);
  EXPECT_NE(files().status(path("dd")).value(), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(RealAndFake, FileSystems, ::testing::Bool());

TEST(Paths, SplitAndJoin) {
  EXPECT_EQ(join_path("/a", "b"), "/a/b");
  EXPECT_EQ(join_path("/a/", "b"), "/a/b");
  EXPECT_EQ(join_path("/a", "/b"), "/b");
  EXPECT_EQ(parent_path("/a/b"), "/a");
  EXPECT_EQ(parent_path("/a"), "/");
  EXPECT_EQ(parent_path("a"), ".");
  EXPECT_EQ(base_name("/a/b.rs"), "b.rs");
}

}  // namespace
}  // namespace makespan
