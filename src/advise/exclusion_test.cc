#include "advise/exclusion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;

Candidate of_group(std::string id, std::string group) {
  Candidate candidate;
  candidate.fix.id = std::move(id);
  candidate.group = std::move(group);
  return candidate;
}

std::vector<Candidate> several() {
  return {of_group("ci.codegen-units=16", "codegen-units"), of_group("unused:core/rand", ""),
          of_group("ci.codegen-units=256", "codegen-units"), of_group("unused:app/syn", ""),
          of_group("ci.debug=none", "debug")};
}

TEST(Exclusion, LeavesTheFirstOfEachGroup) {
  EXPECT_THAT(first_of_each_group({0, 1, 2, 3, 4}, several()), ElementsAre(0, 1, 3, 4));
}

TEST(Exclusion, OfTwoOfAGroupIsAnErrorThatNamesThem) {
  std::vector<Candidate> candidates = several();
  EXPECT_TRUE(check_none_excluded({0, 1, 3, 4}, candidates).has_value());
  EXPECT_TRUE(check_none_excluded({0, 0}, candidates).has_value());
  Status both = check_none_excluded({1, 2, 0}, candidates);
  ASSERT_FALSE(both.has_value());
  EXPECT_EQ(both.error().message,
            "`ci.codegen-units=256` and `ci.codegen-units=16` exclude each other, since both "
            "change the same setting: name one of them");
}

}  // namespace
}  // namespace makespan
