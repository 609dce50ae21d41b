// Every situation's answer in every face, held against tests/golden/{fixes,try,accuracy}/.
//
// UPDATE_GOLDEN=1 report_test --gtest_filter='*Golden*' rewrites the files; look at what changed.

#include <gtest/gtest.h>

#include <functional>
#include <sstream>

#include "base/utf8.h"
#include "report/fixes/accuracy_json.h"
#include "report/fixes/accuracy_text.h"
#include "report/fixes/fixes_json.h"
#include "report/fixes/fixes_text.h"
#include "report/fixes/testing/accuracy_situations.h"
#include "report/fixes/testing/fix_situations.h"
#include "report/fixes/testing/golden.h"
#include "report/fixes/testing/try_situations.h"
#include "report/fixes/try_json.h"
#include "report/fixes/try_text.h"

namespace makespan {
namespace {

struct Case {
  std::string folder;  // "fixes/good-plan"
  std::string json;
  std::function<std::string(TextOptions)> text;
};

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const FixSituation& one : fix_situations()) {
    cases.push_back({.folder = "fixes/" + one.name,
                     .json = fixes_json(one.answer),
                     .text = [answer = one.answer, commands = one.commands](TextOptions options) {
                       return fixes_text(answer, commands, options);
                     }});
  }
  for (const TrySituation& one : try_situations()) {
    cases.push_back(
        {.folder = "try/" + one.name,
         .json = try_json(one.answer),
         .text = [answer = one.answer](TextOptions options) { return try_text(answer, options); }});
  }
  for (const AccuracySituation& one : accuracy_situations()) {
    cases.push_back({.folder = "accuracy/" + one.name,
                     .json = accuracy_json(one.accuracy),
                     .text = [accuracy = one.accuracy](TextOptions options) {
                       return accuracy_text(accuracy, options);
                     }});
  }
  return cases;
}

class GoldenFixes : public testing::TestWithParam<Case> {};

TEST_P(GoldenFixes, AreAsTheyWere) {
  const Case& one = GetParam();
  for (size_t width : {40, 80, 120, 200})
    expect_golden(one.folder + "/" + std::to_string(width) + ".txt", one.text({.width = width}));
  expect_golden(one.folder + "/colour.txt", one.text({.width = 120, .colour = true}));
  expect_golden(one.folder + "/ascii.txt", one.text({.width = 80, .unicode = false}));
  expect_golden(one.folder + "/answer.json", one.json);
}

TEST_P(GoldenFixes, FitEveryWidth) {
  for (size_t width = 40; width <= 400; width += width < 130 ? 1 : 27)
    expect_fits(GetParam().text({.width = width, .colour = true}), width);
}

// A line of a patch may be; six spaces begin it.
TEST_P(GoldenFixes, CutNothingAtALinesEnd) {
  for (size_t width = 40; width <= 130; ++width) {
    std::stringstream lines(GetParam().text({.width = width}));
    for (std::string line; std::getline(lines, line);) {
      bool cut = display_width(line) == width && line.ends_with("…");
      ASSERT_FALSE(cut && !line.starts_with("      ")) << width << ": " << line;
    }
  }
}

TEST_P(GoldenFixes, AreNothingButAsciiWhereOnlyAsciiCanBeShown) {
  for (char c : GetParam().text({.width = 100, .unicode = false}))
    ASSERT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST_P(GoldenFixes, SayTheSameWithAndWithoutColour) {
  EXPECT_EQ(without_colour(GetParam().text({.width = 100, .colour = true})),
            GetParam().text({.width = 100}));
}

INSTANTIATE_TEST_SUITE_P(Situations, GoldenFixes, testing::ValuesIn(all_cases()),
                         [](const testing::TestParamInfo<Case>& one) {
                           std::string name = one.param.folder;
                           for (char& c : name)
                             if (c == '-' || c == '/') c = '_';
                           return name;
                         });

}  // namespace
}  // namespace makespan
