#pragma once
// A directory of its own for each test, gone when the test ends. Its name is new each time: the
// same test may run beside itself, in another checkout.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace makespan {

class TemporaryDirectory {
 public:
  TemporaryDirectory()
      : path_(std::filesystem::canonical(testing::TempDir()).string() + "/makespan-test-XXXXXX") {
    EXPECT_NE(::mkdtemp(path_.data()), nullptr) << path_;
  }
  ~TemporaryDirectory() {
    std::error_code left;
    std::filesystem::remove_all(path_, left);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  // Absolute, and without a link in it.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace makespan
