#include "report/fixes/testing/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/utf8.h"

namespace makespan {

void expect_golden(const std::string& path, const std::string& text) {
  std::filesystem::path file = std::filesystem::path("tests/golden") / path;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return;
  }
  std::ifstream in(file);
  std::stringstream expected;
  expected << in.rdbuf();
  EXPECT_EQ(text, expected.str()) << file << " differs; UPDATE_GOLDEN=1 rewrites it";
}

void expect_fits(const std::string& text, size_t width) {
  std::stringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    ASSERT_LE(display_width(line), width) << line;
}

std::string without_colour(const std::string& text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace makespan
