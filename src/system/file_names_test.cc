#include "system/file_names.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "system/file_system.h"

namespace makespan {
namespace {

class FileNamesTest : public testing::Test {
 protected:
  FileNamesTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~FileNamesTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path(std::string_view name) const { return join_path(folder_, name); }
  static std::string bytes(const std::string& path) {
    return real_file_system().read_file(path).value_or("nothing");
  }

  // Cases run beside each other.
  std::string folder_ = std::filesystem::temp_directory_path() /
                        ("makespan-file-names-" + std::to_string(std::random_device()()));
  FileNames& names_ = real_file_names();
};

TEST_F(FileNamesTest, HoldsAFileForOneUntilItLetsGo) {
  std::unique_ptr<HeldName> first = std::move(*names_.hold(path("lock")));
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(names_.hold(path("lock")).value(), nullptr);
  first.reset();
  EXPECT_NE(names_.hold(path("lock")).value(), nullptr);
  EXPECT_FALSE(names_.hold(path("no/such/directory")));
}

TEST_F(FileNamesTest, CreatesAFileOnceWithTheModeOfAnother) {
  ASSERT_TRUE(names_.create(path("script"), "old", std::nullopt));
  std::filesystem::permissions(path("script"), std::filesystem::perms(0750));
  NameStatus like = names_.look(path("script")).value();
  EXPECT_EQ(like.mode, 0750U);
  ASSERT_TRUE(names_.create(path("new"), "bytes", like));
  EXPECT_EQ(names_.look(path("new")).value().mode, 0750U);
  EXPECT_EQ(bytes(path("new")), "bytes");
  Status again = names_.create(path("new"), "other", like);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::busy);
  EXPECT_EQ(again.error().message, "cannot create " + path("new") + ": File exists");
  EXPECT_EQ(bytes(path("new")), "bytes");
}

TEST_F(FileNamesTest, ExchangesTwoFilesModeAndAll) {
  ASSERT_TRUE(names_.create(path("a"), "1", std::nullopt));
  ASSERT_TRUE(names_.create(path("b"), "2", std::nullopt));
  std::filesystem::permissions(path("b"), std::filesystem::perms(0600));
  ASSERT_TRUE(names_.exchange(path("a"), path("b")));
  EXPECT_EQ(bytes(path("a")), "2");
  EXPECT_EQ(bytes(path("b")), "1");
  EXPECT_EQ(names_.look(path("a")).value().mode, 0600U);
  Status missing = names_.exchange(path("a"), path("c"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
}

TEST_F(FileNamesTest, RenamesToANewNameOnlyWhereThereIsNone) {
  ASSERT_TRUE(names_.create(path("a"), "1", std::nullopt));
  ASSERT_TRUE(names_.create(path("b"), "2", std::nullopt));
  Status taken = names_.rename_new(path("a"), path("b"));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::busy);
  ASSERT_TRUE(names_.rename_new(path("a"), path("c")));
  EXPECT_EQ(bytes(path("c")), "1");
  EXPECT_EQ(names_.look(path("a")).value().kind, NameKind::absent);
  ASSERT_TRUE(names_.rename_over(path("c"), path("b")));
  EXPECT_EQ(bytes(path("b")), "1");
  EXPECT_TRUE(names_.sync_directory(folder_));
}

TEST_F(FileNamesTest, LooksAtALinkAndNotWhereItLeads) {
  ASSERT_TRUE(names_.create(path("file"), "", std::nullopt));
  std::filesystem::create_symlink("file", path("link"));
  EXPECT_EQ(names_.look(path("link")).value().kind, NameKind::link);
  std::filesystem::create_directories(path("real"));
  std::filesystem::create_directory_symlink("real", path("way"));
  ASSERT_TRUE(names_.create(path("way/file"), "", std::nullopt));
  EXPECT_EQ(names_.look(path("way/file")).value().real_path,
            join_path(std::filesystem::canonical(folder_).string(), "real/file"));
}

TEST_F(FileNamesTest, CallsAFileThatNobodyMayWriteReadOnly) {
  ASSERT_TRUE(names_.create(path("file"), "", std::nullopt));
  EXPECT_TRUE(names_.look(path("file")).value().writable);
  std::filesystem::permissions(path("file"), std::filesystem::perms(0444));
  EXPECT_FALSE(names_.look(path("file")).value().writable);
}

TEST_F(FileNamesTest, RemovesADirectoryOnlyWhereItIsEmpty) {
  std::filesystem::create_directories(path("full"));
  ASSERT_TRUE(names_.create(path("full/file"), "", std::nullopt));
  EXPECT_FALSE(names_.remove_empty_directory(path("full")).value());
  std::filesystem::remove(path("full/file"));
  EXPECT_TRUE(names_.remove_empty_directory(path("full")).value());
  EXPECT_FALSE(names_.remove_empty_directory(path("full")).value());
}

}  // namespace
}  // namespace makespan
