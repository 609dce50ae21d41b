// What only the real file system has: devices and links.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "system/file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

TEST(RealFileSystem, WritesIntoADeviceInsteadOfReplacingIt) {
  TemporaryDirectory directory;
  // Not a device of the machine's: a test that fails must not break it.
  std::string pipe = directory / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_TRUE(real_file_system().write_file(pipe, "bytes"));
  std::array<char, 8> got = {};
  EXPECT_EQ(::read(reader, got.data(), got.size()), 5);
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
  ::close(reader);
}

TEST(RealFileSystem, WritesTheFileThatALinkLeadsTo) {
  TemporaryDirectory directory;
  std::string file = directory / "file";
  std::string link = directory / "link";
  ASSERT_TRUE(real_file_system().write_file(file, "old"));
  std::filesystem::create_symlink(file, link);
  ASSERT_TRUE(real_file_system().write_file(link, "new"));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(real_file_system().read_file(file).value(), "new");
}

TEST(RealFileSystem, KeepsTheModeOfTheFileThatItWrites) {
  TemporaryDirectory directory;
  std::string file = directory / "file";
  ASSERT_TRUE(real_file_system().write_file(file, "old"));
  std::filesystem::permissions(file, std::filesystem::perms(0750));
  ASSERT_TRUE(real_file_system().write_file(file, "new"));
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0750));
}

TEST(RealFileSystem, SaysThatADirectoryIsNoFile) {
  Status written = real_file_system().write_file("/", "bytes");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "cannot write /: Is a directory");
}

}  // namespace
}  // namespace makespan
