#include "system/file_tree.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "system/file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

namespace fs = std::filesystem;

struct FileTreeTest : testing::Test {
  FileTreeTest() { fs::create_directories(from); }
  ~FileTreeTest() override {
    Status removed = remove_whole_tree(directory);
    EXPECT_TRUE(removed) << removed.error().message;
  }

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path) << text;
  }
  static std::string read(const std::string& path) {
    return real_file_system().read_file(path).value_or("(nothing)");
  }

  TemporaryDirectory temporary;
  std::string directory = temporary.path();
  std::string from = directory + "/from";
  std::string to = directory + "/to";
};

TEST_F(FileTreeTest, CopiesContentsModesAndTimes) {
  write(from + "/src/main.rs", "fn main() {}");
  write(from + "/configure", "#!/bin/sh");
  write(from + "/empty/.keep", "");
  fs::permissions(from + "/configure", fs::perms(0755));
  auto time = fs::file_time_type(std::chrono::sys_days(std::chrono::year(2020) / 1 / 2) -
                                 std::chrono::sys_days() + fs::file_time_type::duration());
  fs::last_write_time(from + "/src/main.rs", time);
  Result<TreeCopied> copied = copy_tree(from, to);
  ASSERT_TRUE(copied) << copied.error().message;
  EXPECT_EQ(read(to + "/src/main.rs"), "fn main() {}");
  EXPECT_EQ(fs::status(to + "/configure").permissions(), fs::perms(0755));
  EXPECT_EQ(fs::last_write_time(to + "/src/main.rs"), time);
  EXPECT_EQ(copied->size.files, 3U);
  EXPECT_EQ(copied->size.bytes, 21U);
}

TEST_F(FileTreeTest, LeavesOutWhatIsSkippedAndWhatIsNoFile) {
  write(from + "/target/debug/app", "binary");
  write(from + "/app.rs", "");
  fs::create_directories(from + "/pipes");
  ASSERT_EQ(std::system(("mkfifo " + from + "/pipes/fifo").c_str()), 0);
  Result<TreeCopied> copied = copy_tree(
      from, to,
      {.skip = [&](const std::string& path) { return path == from + "/target"; }, .stop = {}});
  ASSERT_TRUE(copied);
  EXPECT_FALSE(fs::exists(to + "/target"));
  EXPECT_FALSE(fs::exists(to + "/pipes/fifo"));
  EXPECT_EQ(copied->left_out, std::vector<std::string>{from + "/pipes/fifo"});
}

TEST_F(FileTreeTest, LinksWithinTheTreeLeadIntoTheCopy) {
  write(from + "/a/data", "inside");
  fs::create_symlink("data", from + "/a/near");
  fs::create_symlink(from + "/a/data", from + "/a/absolute");
  fs::create_symlink("../../from/a", from + "/a/around");
  fs::create_symlink("missing", from + "/a/dangling");
  ASSERT_TRUE(copy_tree(from, to));
  EXPECT_EQ(fs::read_symlink(to + "/a/near"), "data");
  EXPECT_EQ(fs::read_symlink(to + "/a/absolute"), to + "/a/data");
  EXPECT_EQ(fs::read_symlink(to + "/a/around"), to + "/a");
  EXPECT_EQ(fs::read_symlink(to + "/a/dangling"), "missing");
}

TEST_F(FileTreeTest, LinksOutOfTheTreeBecomeFilesAndReadableDirectories) {
  write(directory + "/shared/proto/x.proto", "message");
  fs::create_symlink("../shared/proto/x.proto", from + "/x.proto");
  fs::create_symlink("../shared/proto", from + "/proto");
  ASSERT_TRUE(copy_tree(from, to));
  EXPECT_FALSE(fs::is_symlink(to + "/x.proto"));
  EXPECT_EQ(read(to + "/x.proto"), "message");
  EXPECT_EQ(fs::read_symlink(to + "/proto"), directory + "/shared/proto");
}

TEST_F(FileTreeTest, GivesUpWhenAskedTo) {
  write(from + "/a", "");
  Result<TreeCopied> copied = copy_tree(from, to, {.skip = {}, .stop = [] { return true; }});
  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().message, "interrupted");
}

TEST_F(FileTreeTest, OfAMissingDirectoryIsAnError) {
  EXPECT_EQ(copy_tree(from + "/none", to).error().message,
            "cannot look at " + from + "/none: No such file or directory");
  EXPECT_EQ(measure_tree(from + "/none").error().kind, ErrorKind::not_found);
}

TEST_F(FileTreeTest, MeasuresAFileWithTwoNamesOnce) {
  write(from + "/deps/app-1234", std::string(5000, 'x'));
  fs::create_hard_link(from + "/deps/app-1234", from + "/app");
  write(from + "/other", "y");
  Result<TreeSize> size = measure_tree(from);
  ASSERT_TRUE(size);
  EXPECT_EQ(size->files, 2U);
  EXPECT_EQ(size->bytes, 5001U);
}

TEST_F(FileTreeTest, RemovesWhatMayNotBeWritten) {
  write(from + "/locked/file", "");
  fs::permissions(from + "/locked", fs::perms(0555));
  ASSERT_TRUE(remove_whole_tree(from));
  EXPECT_FALSE(fs::exists(from));
  EXPECT_TRUE(remove_whole_tree(from));
}

TEST_F(FileTreeTest, RemovesLinksAndNotWhatTheyLeadTo) {
  write(directory + "/kept/file", "");
  fs::create_symlink(directory + "/kept", from + "/link");
  ASSERT_TRUE(remove_whole_tree(from));
  EXPECT_TRUE(fs::exists(directory + "/kept/file"));
}

TEST_F(FileTreeTest, KnowsTheRoomThatIsLeft) {
  EXPECT_GT(available_bytes(directory).value_or(0), 0U);
  EXPECT_EQ(device_of(directory).value(), device_of(from).value());
}

}  // namespace
}  // namespace makespan
