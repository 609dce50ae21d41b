#include "manifest/line_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Lines = std::vector<std::string_view>;

size_t changed(const std::vector<LineChange>& changes) {
  size_t count = 0;
  for (const LineChange& change : changes)
    count += change.before_end - change.before_begin + change.after_end - change.after_begin;
  return count;
}

// The oracle: lines less twice those of the longest common subsequence, by the textbook's table.
size_t fewest_changes(const Lines& a, const Lines& b) {
  std::vector<std::vector<size_t>> common(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t j = 0; j < b.size(); ++j)
      common[i + 1][j + 1] =
          a[i] == b[j] ? common[i][j] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

// `before` with the changes made.
Lines changed_lines(const Lines& before, const Lines& after,
                    const std::vector<LineChange>& changes) {
  Lines result;
  size_t at = 0;
  for (const LineChange& change : changes) {
    result.insert(result.end(), before.begin() + static_cast<ptrdiff_t>(at),
                  before.begin() + static_cast<ptrdiff_t>(change.before_begin));
    result.insert(result.end(), after.begin() + static_cast<ptrdiff_t>(change.after_begin),
                  after.begin() + static_cast<ptrdiff_t>(change.after_end));
    at = change.before_end;
  }
  result.insert(result.end(), before.begin() + static_cast<ptrdiff_t>(at), before.end());
  return result;
}

TEST(Lines, KeepTheirBreaks) {
  EXPECT_THAT(lines_of(""), IsEmpty());
  EXPECT_THAT(lines_of("a\r\n\nb"), ElementsAre("a\r\n", "\n", "b"));
  EXPECT_THAT(lines_of("a\n"), ElementsAre("a\n"));
}

TEST(LineDiff, OfRandomTextsIsRightAndTheSmallest) {
  std::mt19937 random(7);
  const Lines alphabet = {"a", "b", "c", "d"};
  for (int round = 0; round < 2000; ++round) {
    Lines before(random() % 12);
    Lines after(random() % 12);
    for (std::string_view& line : before)
      line = alphabet[random() % alphabet.size()];
    for (std::string_view& line : after)
      line = alphabet[random() % alphabet.size()];
    const std::vector<LineChange> changes = diff_lines(before, after);
    ASSERT_EQ(changed_lines(before, after, changes), after);
    ASSERT_EQ(changed(changes), fewest_changes(before, after));
    for (size_t i = 1; i < changes.size(); ++i)
      ASSERT_LT(changes[i - 1].before_end, changes[i].before_begin);
  }
}

TEST(LineDiff, MovesARunToTheLastPlaceWhereItCouldStand) {
  EXPECT_THAT(diff_lines({"[a]", "", "[b]", "", "[c]"}, {"[a]", "", "[c]"}),
              ElementsAre(LineChange{2, 4, 2, 2}));
  EXPECT_THAT(diff_lines({"x", "x"}, {"x", "x", "x"}), ElementsAre(LineChange{2, 2, 2, 3}));
}

TEST(LineDiff, OfTextsWithNothingInCommonIsOneChange) {
  std::vector<std::string> texts;
  for (int i = 0; i < 8000; ++i)
    texts.push_back(std::to_string(i));
  const Lines before(texts.begin(), texts.begin() + 4000);
  const Lines after(texts.begin() + 4000, texts.end());
  EXPECT_THAT(diff_lines(before, after), ElementsAre(LineChange{0, 4000, 0, 4000}));
}

}  // namespace
}  // namespace makespan
