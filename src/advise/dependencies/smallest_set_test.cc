#include "advise/dependencies/smallest_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> letters(size_t count) {
  std::vector<std::string> all;
  for (size_t i = 0; i < count; ++i)
    all.emplace_back(1, static_cast<char>('a' + i));
  return all;
}

TEST(SmallestSet, NothingWhereNothingIsNeeded) {
  size_t trials = 0;
  EXPECT_THAT(smallest_set(letters(16), 100, [&](const auto&) { return ++trials > 0; }), IsEmpty());
  EXPECT_EQ(trials, 1U);
}

TEST(SmallestSet, FindsWhatIsNeededForEveryChoiceOfIt) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::set<std::string> needed;
    for (const std::string& letter : letters(12))
      if (random() % 4 == 0) needed.insert(letter);
    const auto works = [&](const std::vector<std::string>& some) {
      return std::includes(some.begin(), some.end(), needed.begin(), needed.end());
    };
    const std::vector<std::string> found = smallest_set(letters(12), 1000, works);
    EXPECT_TRUE(std::equal(found.begin(), found.end(), needed.begin(), needed.end()));
  }
}

TEST(SmallestSet, WhatItReturnsWorksThoughTrialsRunOut) {
  for (size_t trials = 0; trials < 20; ++trials) {
    size_t spent = 0;
    const auto works = [&](const std::vector<std::string>& some) {
      ++spent;
      return std::find(some.begin(), some.end(), "c") != some.end();
    };
    const std::vector<std::string> found = smallest_set(letters(9), trials, works);
    EXPECT_LE(spent, trials);
    EXPECT_NE(std::find(found.begin(), found.end(), "c"), found.end());
  }
}

TEST(SmallestSet, EitherOfTwoWillDo) {
  const auto works = [](const std::vector<std::string>& some) {
    return std::find(some.begin(), some.end(), "a") != some.end() ||
           std::find(some.begin(), some.end(), "b") != some.end();
  };
  EXPECT_EQ(smallest_set(letters(6), 100, works).size(), 1U);
}

}  // namespace
}  // namespace makespan
