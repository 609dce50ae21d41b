// Every situation's answer in every face, held against tests/golden/fixes/SITUATION/.
//
// UPDATE_GOLDEN=1 report_test --gtest_filter='*Golden*' rewrites the files; look at what changed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/utf8.h"
#include "report/fixes/fixes_json.h"
#include "report/fixes/fixes_text.h"
#include "report/fixes/testing/fix_situations.h"

namespace makespan {
namespace {

void expect_golden(const std::string& situation, const std::string& file, const std::string& text) {
  std::filesystem::path path = std::filesystem::path("tests/golden/fixes") / situation / file;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return;
  }
  std::ifstream in(path);
  std::stringstream expected;
  expected << in.rdbuf();
  EXPECT_EQ(text, expected.str()) << path << " differs; UPDATE_GOLDEN=1 rewrites it";
}

class GoldenFixes : public testing::TestWithParam<FixSituation> {};

TEST_P(GoldenFixes, AreAsTheyWere) {
  const FixSituation& one = GetParam();
  for (size_t width : {80, 120, 200})
    expect_golden(one.name, std::to_string(width) + ".txt",
                  fixes_text(one.answer, {.width = width}));
  expect_golden(one.name, "colour.txt", fixes_text(one.answer, {.width = 120, .colour = true}));
  expect_golden(one.name, "ascii.txt", fixes_text(one.answer, {.width = 80, .unicode = false}));
  expect_golden(one.name, "fixes.json", fixes_json(one.answer));
}

TEST_P(GoldenFixes, FitEveryWidth) {
  for (size_t width = 40; width <= 400; width += width < 130 ? 1 : 27) {
    std::stringstream lines(fixes_text(GetParam().answer, {.width = width, .colour = true}));
    for (std::string line; std::getline(lines, line);)
      ASSERT_LE(display_width(line), width) << line;
  }
}

TEST_P(GoldenFixes, AreNothingButAsciiWhereOnlyAsciiCanBeShown) {
  for (char c : fixes_text(GetParam().answer, {.width = 100, .unicode = false}))
    ASSERT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST_P(GoldenFixes, SayTheSameWithAndWithoutColour) {
  std::string plain = fixes_text(GetParam().answer, {.width = 100});
  std::string coloured = fixes_text(GetParam().answer, {.width = 100, .colour = true});
  std::string stripped;
  for (size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b') {
      i = coloured.find('m', i);
    } else {
      stripped += coloured[i];
    }
  }
  EXPECT_EQ(stripped, plain);
}

INSTANTIATE_TEST_SUITE_P(Situations, GoldenFixes, testing::ValuesIn(fix_situations()),
                         [](const testing::TestParamInfo<FixSituation>& one) {
                           std::string name = one.param.name;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

}  // namespace
}  // namespace makespan
