// Every situation's report in every face, held against tests/golden/report/SITUATION/.
//
// UPDATE_GOLDEN=1 report_test --gtest_filter='*Golden*' rewrites the files; look at what changed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/utf8.h"
#include "report/json/report_json.h"
#include "report/terminal/report_text.h"
#include "report/testing/simulated_report.h"
#include "report/testing/situations.h"

namespace makespan {
namespace {

void expect_golden(const std::string& situation, const std::string& file, const std::string& text) {
  std::filesystem::path path = std::filesystem::path("tests/golden/report") / situation / file;
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

class GoldenReport : public testing::TestWithParam<ReportSituation> {};

TEST_P(GoldenReport, IsAsItWas) {
  Trace trace = GetParam().trace();
  Report report = simulated_report(trace);
  for (size_t width : {40, 80, 120, 200}) {
    std::string text = report_text(report, {.width = width});
    expect_golden(GetParam().name, std::to_string(width) + ".txt", text);
  }
  expect_golden(GetParam().name, "ascii.txt", report_text(report, {.width = 80, .unicode = false}));
  expect_golden(GetParam().name, "report.json", report_json(report));
}

TEST_P(GoldenReport, FitsEveryWidth) {
  Trace trace = GetParam().trace();
  Report report = simulated_report(trace);
  for (size_t width = 40; width <= 400; width += width < 130 ? 1 : 27) {
    std::stringstream lines(report_text(report, {.width = width, .colour = true}));
    for (std::string line; std::getline(lines, line);)
      ASSERT_LE(display_width(line), width) << line;
  }
}

// What has no room goes on in the next line, or is left out: a figure or a command cut in two would
// be read as another.
TEST_P(GoldenReport, CutsNothingAtALinesEnd) {
  Trace trace = GetParam().trace();
  Report report = simulated_report(trace);
  for (size_t width = 40; width <= 130; ++width) {
    std::stringstream lines(report_text(report, {.width = width}));
    for (std::string line; std::getline(lines, line);)
      ASSERT_FALSE(line.ends_with("…") && !line.ends_with(" …")) << width << ": " << line;
  }
}

TEST_P(GoldenReport, HasNothingButAsciiWhereOnlyAsciiCanBeShown) {
  Trace trace = GetParam().trace();
  Report report = simulated_report(trace);
  for (char c : report_text(report, {.width = 100, .unicode = false}))
    ASSERT_LT(static_cast<unsigned char>(c), 0x80);
}

INSTANTIATE_TEST_SUITE_P(Situations, GoldenReport, testing::ValuesIn(report_situations()),
                         [](const testing::TestParamInfo<ReportSituation>& one) {
                           std::string name = one.param.name;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

}  // namespace
}  // namespace makespan
