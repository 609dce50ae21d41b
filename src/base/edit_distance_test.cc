#include "base/edit_distance.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(EditDistance, CountsInsertedRemovedAndReplacedLetters) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("last", "lst"), 1U);
  EXPECT_EQ(edit_distance("dashmpa", "dashmap"), 2U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(LikelyMeant, IsTwoLettersOffAndNotMostOfTheWord) {
  EXPECT_TRUE(likely_meant("lst", "last"));
  EXPECT_TRUE(likely_meant("dashmpa", "dashmap"));
  EXPECT_FALSE(likely_meant("syn", "log"));
  EXPECT_FALSE(likely_meant("nonsense", "non"));
}

}  // namespace
}  // namespace makespan
