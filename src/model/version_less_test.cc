#include "model/version_less.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(VersionLess, ComparesByNumbers) {
  EXPECT_TRUE(version_less("5.5.3", "5.10.0"));
  EXPECT_TRUE(version_less("0.9.0", "0.10.0-rc1"));
  EXPECT_TRUE(version_less("1.0.0-rc1", "1.0.0"));
  EXPECT_FALSE(version_less("1.0.0", "1.0.0"));
  EXPECT_TRUE(version_less("1.60", "1.65.0"));
}

}  // namespace
}  // namespace makespan
