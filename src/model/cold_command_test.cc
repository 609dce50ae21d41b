#include "model/cold_command.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

using Words = std::vector<std::string>;

TEST(ColdCommand, FindsTheWordThatSaysWhereToBuild) {
  EXPECT_EQ(overriding_argument({"cargo", "build", "--target-dir", "x"}), "--target-dir");
  EXPECT_EQ(overriding_argument({"cargo", "build", "--build-dir=x"}), "--build-dir=x");
  EXPECT_EQ(overriding_argument({"cargo", "build", "--target", "x"}), "");
  EXPECT_EQ(overriding_argument({"cargo", "run", "--", "--target-dir=x"}), "");
}

TEST(ColdCommand, LeavesThoseWordsOutAndNoOthers) {
  EXPECT_EQ(without_overriding_arguments({"cargo", "run", "--target-dir", "x", "--release",
                                          "--build-dir=y", "--", "--target-dir", "z"}),
            (Words{"cargo", "run", "--release", "--", "--target-dir", "z"}));
  EXPECT_EQ(without_overriding_arguments({"cargo", "build", "--target-dir"}),
            (Words{"cargo", "build"}));
  EXPECT_EQ(without_overriding_arguments({}), Words{});
}

}  // namespace
}  // namespace makespan
