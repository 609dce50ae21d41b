#include "system/file_lock.h"

#include <gtest/gtest.h>

#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

struct FileLockTest : testing::Test {
  TemporaryDirectory directory;
  std::string path = directory / "lock";
};

TEST_F(FileLockTest, HasOneHolderAtATime) {
  {
    Result<std::optional<FileLock>> first = FileLock::try_lock(path);
    ASSERT_TRUE(first && *first);
    Result<std::optional<FileLock>> second = FileLock::try_lock(path);
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->has_value());
  }
  Result<std::optional<FileLock>> third = FileLock::try_lock(path);
  ASSERT_TRUE(third);
  EXPECT_TRUE(third->has_value());
}

TEST_F(FileLockTest, IsHeldByTheOneItWasMovedTo) {
  std::optional<FileLock> kept;
  {
    Result<std::optional<FileLock>> first = FileLock::try_lock(path);
    kept = std::move(**first);
  }
  EXPECT_FALSE(FileLock::try_lock(path)->has_value());
}

TEST_F(FileLockTest, OfAMissingDirectoryIsAnError) {
  Result<std::optional<FileLock>> lock = FileLock::try_lock(directory / "none/lock");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().message,
            "cannot lock " + (directory / "none/lock") + ": No such file or directory");
}

}  // namespace
}  // namespace makespan
